-- A question of a customer (工单), answered by finance.
create table support_ticket (
    id           varchar(32)  not null primary key,
    company_id   varchar(32)  not null references company (id),
    kind         varchar(20)  not null check (kind in ('OVERSEAS_INVOICE', 'OTHER')),
    subject      varchar(100) not null,
    status       varchar(10)  not null check (status in ('OPEN', 'ANSWERED', 'CLOSED')),
    opened_by    varchar(64)  not null,
    opened_at    timestamp(6) with time zone not null,
    answer_due   date,                                -- while finance is to answer
    closes_at    timestamp(6) with time zone,         -- while the customer may answer back
    closed_by    varchar(64),
    closed_at    timestamp(6) with time zone,         -- the instant that the closing counts for
    processed_at timestamp(6) with time zone,         -- when it was really closed
    constraint support_ticket_answer_is_due check ((status = 'OPEN') = (answer_due is not null)),
    constraint support_ticket_closes check ((status = 'ANSWERED') = (closes_at is not null)),
    constraint support_ticket_closed check ((status = 'CLOSED') = (closed_at is not null)
        and (closed_at is null) = (closed_by is null) and (closed_at is null) = (processed_at is null))
);
create index support_ticket_by_company on support_ticket (company_id, opened_at);

-- What the two sides wrote. Never changed, never removed.
create table ticket_message (
    id         varchar(32)   not null primary key,
    ticket_id  varchar(32)   not null references support_ticket (id),
    message_no integer       not null check (message_no > 0),
    side       varchar(8)    not null check (side in ('CUSTOMER', 'AGENCY')),
    author_id  varchar(64)   not null,
    text       varchar(4000) not null,
    written_at timestamp(6) with time zone not null,
    constraint ticket_message_number unique (ticket_id, message_no)
);
