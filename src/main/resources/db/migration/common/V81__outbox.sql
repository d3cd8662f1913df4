-- What is to leave the system (mail, payment order, courier): written in the transaction that causes it, sent afterwards.
create table outbox (
    id              varchar(32)   not null primary key,
    kind            varchar(40)   not null,
    dedup_key       varchar(200)  not null,
    payload         text          not null,
    created_at      timestamp(6) with time zone not null,
    next_attempt_at timestamp(6) with time zone not null,
    attempts        int           not null default 0,
    sent_at         timestamp(6) with time zone,
    last_error      varchar(1000),
    constraint outbox_once unique (kind, dedup_key)
);
create index outbox_due on outbox (sent_at, next_attempt_at);
