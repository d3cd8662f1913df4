-- Which source documents (原始凭证) a voucher rests on. One document may serve several vouchers; both are of one company.
alter table document add constraint document_of_company unique (id, company_id);
alter table voucher add constraint voucher_of_company unique (id, company_id);

create table voucher_document (
    voucher_id   varchar(32) not null,
    document_id  varchar(32) not null,
    company_id   varchar(32) not null,
    linked_by    varchar(64) not null,
    linked_at    timestamp(6) with time zone not null,
    primary key (voucher_id, document_id),
    constraint voucher_document_voucher foreign key (voucher_id, company_id) references voucher (id, company_id),
    constraint voucher_document_document foreign key (document_id, company_id) references document (id, company_id)
);
create index voucher_document_by_document on voucher_document (document_id);

-- How many sheets are attached on paper (附件张数), where somebody counted them.
create table voucher_sheets (
    voucher_id varchar(32) not null primary key references voucher,
    sheets     integer     not null check (sheets between 0 and 9999)
);
