-- What is to leave the system (mail, payment order, courier): written in the transaction that causes it, sent afterwards.
create table outbox (
    id              varchar(32)   not null primary key,
    kind            varchar(40)   not null,
    dedup_key       varchar(200)  not null,
    payload         text          not null,
    topic           varchar(60),                          -- who hears of the outcome: a DeliveryOutcome, …
    subject_id      varchar(64),                          -- … and about what
    created_at      timestamp(6) with time zone not null,
    next_attempt_at timestamp(6) with time zone not null,
    attempts        int           not null default 0,
    sent_at         timestamp(6) with time zone,
    gave_up_at      timestamp(6) with time zone,
    told_at         timestamp(6) with time zone,          -- when the sender heard of the outcome
    last_error      varchar(1000),
    constraint outbox_once unique (kind, dedup_key),
    constraint outbox_one_end check (sent_at is null or gave_up_at is null),
    constraint outbox_whole_reference check ((topic is null) = (subject_id is null)),
    constraint outbox_told_the_end check (told_at is null or sent_at is not null or gave_up_at is not null)
);
create index outbox_due on outbox (sent_at, next_attempt_at);
create index outbox_to_tell on outbox (told_at, topic, next_attempt_at);
