-- Cash that a company asks back (提现). Its amount leaves the balance when it is asked for, as an entry of its own; where it is
-- not paid out, another entry puts it back.
create table withdrawal (
    id             varchar(32)   not null primary key,
    company_id     varchar(32)   not null references company (id),
    request_key    varchar(64),              -- the caller's own id of the request: asked again, it is the same withdrawal
    amount         numeric(18,2) not null check (amount > 0),
    payee_name     varchar(200)  not null,
    bank           varchar(200)  not null,
    account        varchar(40)   not null,
    status         varchar(10)   not null check (status in ('REQUESTED', 'PAID', 'REJECTED', 'CANCELLED')),
    requested_by   varchar(64)   not null,
    requested_at   timestamp(6) with time zone not null,
    pay_due        date          not null,
    bank_reference varchar(60),              -- of the transfer that paid it out
    paid_on        date,
    reason         varchar(500),
    decided_by     varchar(64),
    decided_at     timestamp(6) with time zone,
    constraint withdrawal_once unique (company_id, request_key),
    constraint withdrawal_decided check
        ((status = 'REQUESTED') = (decided_at is null) and (decided_at is null) = (decided_by is null)),
    constraint withdrawal_paid check
        ((status = 'PAID') = (paid_on is not null) and (paid_on is null) = (bank_reference is null)),
    constraint withdrawal_rejected_with_reason check (status <> 'REJECTED' or reason is not null)
);
create index withdrawal_by_company on withdrawal (company_id, requested_at);
