create table company (
    id              varchar(32)  not null primary key,
    uscc            varchar(18)  not null,
    uscc_override   varchar(500),               -- why a wrong check digit was accepted
    name            varchar(200) not null,
    taxpayer_type   varchar(16)  not null check (taxpayer_type in ('SMALL_SCALE', 'GENERAL')),
    standard        varchar(20)  not null check (standard in ('SMALL_ENTERPRISE', 'ENTERPRISE')),
    region          varchar(8)   not null check (region in ('CITY', 'TOWN', 'OTHER')),
    industry        varchar(100),
    contact_name    varchar(100),
    contact_phone   varchar(50),
    keeper_id       varchar(64),                -- the accountant who keeps the books
    created_at      timestamp(6) with time zone not null,
    constraint company_uscc_once unique (uscc)
);
-- the orders of the list of companies, each with a page of its own index
create index company_by_name on company (name, id);
create index company_by_keeper on company (keeper_id nulls last, name, id);
