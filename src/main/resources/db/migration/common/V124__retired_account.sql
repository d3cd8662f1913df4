-- Accounts that take no entries any more (停用); what was booked on them stays.
create table retired_account (
    company_id varchar(32) not null,
    code       varchar(20) not null,
    retired_by varchar(64) not null,
    retired_at timestamp(6) with time zone not null,
    primary key (company_id, code),
    constraint retired_account_of_book foreign key (company_id, code) references account (company_id, code)
);
