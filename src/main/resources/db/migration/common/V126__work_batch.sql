-- One step done for many service months at once (批量办理): what a person asked for, and what came of each.
create table work_batch (
    id          varchar(32) not null primary key,
    actor_id    varchar(64) not null,
    request_key varchar(64) not null,       -- made with the form, so that sending it twice asks once
    action      varchar(8)  not null check (action in ('SIGN', 'KEEP', 'APPROVE', 'CLOSE')),
    created_at  timestamp(6) with time zone not null,
    constraint work_batch_once unique (actor_id, request_key)
);

create table work_batch_item (
    batch_id        varchar(32) not null references work_batch (id) on delete cascade,
    line            integer     not null check (line > 0),
    month_id        varchar(32) not null references service_month (id),
    mailing_id      varchar(32) references mailing (id),
    kind            varchar(60),            -- the row of the hand-over list of a mailing that is signed for
    quantity        integer,
    remark          varchar(200),
    into_this_month boolean     not null,
    state           varchar(8)  not null check (state in ('WAITING', 'DONE', 'REFUSED')),
    said            varchar(4000),          -- why it was refused, in the words that were shown
    settled_at      timestamp(6) with time zone,
    primary key (batch_id, line),
    constraint work_batch_item_signs check ((mailing_id is null) = (kind is null)
        and (mailing_id is null) = (quantity is null)),
    constraint work_batch_item_settled check ((state = 'WAITING') = (settled_at is null)),
    constraint work_batch_item_says_why check ((state = 'REFUSED') = (said is not null))
);
create index work_batch_item_by_state on work_batch_item (batch_id, state);
create index work_batch_item_by_month on work_batch_item (month_id);
create index work_batch_item_by_mailing on work_batch_item (mailing_id);
