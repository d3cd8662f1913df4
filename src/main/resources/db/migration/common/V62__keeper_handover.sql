-- A company passes from one accountant to another (换会计), with its hand-over list; nothing is ever changed here.
create table keeper_handover (
    id             varchar(32)  not null primary key,
    company_id     varchar(32)  not null references company (id),
    handed_over_by varchar(64)  not null,
    taken_over_by  varchar(64)  not null,
    supervised_by  varchar(64)  not null,
    ordered_by     varchar(64)  not null,
    reason         varchar(500) not null,
    handed_over_at timestamp(6) with time zone not null,
    tasks          integer      not null check (tasks >= 0),   -- open tasks that went along
    constraint keeper_handover_between_two check (handed_over_by <> taken_over_by),
    constraint keeper_handover_supervised_by_a_third
        check (supervised_by <> handed_over_by and supervised_by <> taken_over_by)
);
create index keeper_handover_by_company on keeper_handover (company_id, handed_over_at);

create table keeper_handover_row (
    handover_id varchar(32)  not null references keeper_handover (id),
    line        integer      not null check (line > 0),
    kind        varchar(60)  not null,
    quantity    integer      not null check (quantity > 0),
    remark      varchar(200),
    primary key (handover_id, line)
);
