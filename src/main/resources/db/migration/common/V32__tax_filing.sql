-- That a month's taxes were filed (申报) and paid (缴款), each recorded once.
create table tax_filing (
    company_id  varchar(32)  not null references company (id),
    period      char(7)      not null,
    filed_on    date         not null,
    reference   varchar(200) not null,             -- number of the receipt, or id of the document
    recorded_by varchar(64)  not null,
    recorded_at timestamp(6) with time zone not null,
    primary key (company_id, period)
);

create table tax_payment (
    company_id  varchar(32)  not null,
    period      char(7)      not null,
    paid_on     date         not null,
    reference   varchar(200) not null,
    recorded_by varchar(64)  not null,
    recorded_at timestamp(6) with time zone not null,
    primary key (company_id, period),
    foreign key (company_id, period) references tax_filing (company_id, period)
);
