-- Where a company has its invoices sent (邮寄信息). Removed ones stay for what was sent to them.
create table delivery_address (
    id         varchar(32)  not null primary key,
    company_id varchar(32)  not null references company (id),
    kind       varchar(8)   not null check (kind in ('POSTAL', 'E_MAIL')),
    recipient  varchar(60)  not null,
    phone      varchar(40),
    province   varchar(30),
    city       varchar(30),
    district   varchar(30),
    detail     varchar(200),
    postcode   char(6),
    email      varchar(254),
    added_at   timestamp(6) with time zone not null,
    saved_by   varchar(64)  not null,
    saved_at   timestamp(6) with time zone not null,
    removed_at timestamp(6) with time zone,
    constraint delivery_address_of_company unique (id, company_id),
    constraint delivery_address_postal_is_complete check (kind <> 'POSTAL'
        or phone is not null and province is not null and city is not null and district is not null
            and detail is not null and email is null),
    constraint delivery_address_mail_is_complete check (kind <> 'E_MAIL'
        or email is not null and phone is null and province is null and city is null and district is null
            and detail is null and postcode is null)
);
create index delivery_address_by_company on delivery_address (company_id, id);

alter table invoice_account add constraint invoice_account_default_address
    foreign key (default_address_id, company_id) references delivery_address (id, company_id);
