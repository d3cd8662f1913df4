-- What people enter every month (凭证模板), kept as it was typed: amounts may be missing, accounts are checked when it is used.
create table voucher_template (
    id         varchar(32)  not null primary key,
    company_id varchar(32)  not null references book,
    name       varchar(100) not null,
    created_by varchar(64)  not null,
    created_at timestamp(6) with time zone not null,
    constraint voucher_template_name_once unique (company_id, name)
);

create table voucher_template_line (
    template_id    varchar(32)  not null references voucher_template on delete cascade,
    line           integer      not null check (line > 0),
    summary        varchar(500) not null,
    account_code   varchar(20)  not null,
    account_name   varchar(200) not null,
    counterparty   varchar(200) not null,
    debit          varchar(40)  not null,
    credit         varchar(40)  not null,
    cash_flow_line varchar(8)   not null,
    primary key (template_id, line)
);
