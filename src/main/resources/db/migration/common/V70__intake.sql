-- A consignment of documents (寄件) of a service month; each is signed for by itself.
create table mailing (
    id              varchar(32) not null primary key,
    month_id        varchar(32) not null references service_month (id),
    company_id      varchar(32) not null references company (id),
    number          integer     not null check (number > 0),     -- counted within the month
    books_month     char(7)     not null,                        -- the month into whose books it goes
    way             varchar(8)  not null check (way in ('COURIER', 'PICKUP', 'HAND_IN', 'UPLOAD')),
    courier         varchar(60),
    tracking_number varchar(60),
    pickup_address  varchar(200),
    pickup_from     timestamp(6) with time zone,
    pickup_until    timestamp(6) with time zone,
    remark          varchar(500),
    state           varchar(12) not null check (state in ('UNDERWAY', 'ARRIVED', 'SIGNED', 'NOT_RECEIVED')),
    late            boolean     not null,                        -- announced after collecting had ended
    announced_by    varchar(64) not null,
    announced_at    timestamp(6) with time zone not null,
    arrived_at      timestamp(6) with time zone,
    settled_by      varchar(64),
    settled_at      timestamp(6) with time zone,
    settled_remark  varchar(500),
    sign_task_id    varchar(64),                                 -- the open task of signing for it
    constraint mailing_number_once unique (month_id, number),
    constraint mailing_one_task unique (sign_task_id),
    constraint mailing_courier_named check (way <> 'COURIER' or (courier is not null and tracking_number is not null)),
    constraint mailing_pickup_arranged check (way <> 'PICKUP'
        or (pickup_address is not null and pickup_from is not null and pickup_until > pickup_from)),
    constraint mailing_settled check ((state in ('SIGNED', 'NOT_RECEIVED')) = (settled_at is not null))
);
create index mailing_by_company on mailing (company_id, books_month);
create index mailing_by_state on mailing (state, month_id);
create index mailing_by_time on mailing (company_id, announced_at);

-- The hand-over list (交接清单) of a mailing.
create table handover_row (
    mailing_id varchar(32)  not null references mailing (id),
    line       integer      not null check (line > 0),
    kind       varchar(60)  not null,
    quantity   integer      not null check (quantity > 0),
    remark     varchar(200),
    primary key (mailing_id, line)
);
