-- To whom a company has its invoices made out (开票信息). The row says where the title stands; its contents are revisions.
create table invoice_title (
    id          varchar(32) not null primary key,
    company_id  varchar(32) not null references company (id),
    title_type  varchar(24) not null
        check (title_type in ('COMPANY_ORDINARY', 'COMPANY_SPECIAL', 'PERSONAL_ORDINARY', 'ORGANIZATION_ORDINARY')),
    revision    integer     not null check (revision > 0), -- the one that counts now
    status      varchar(12) not null check (status in ('USABLE', 'IN_REVIEW', 'APPROVED', 'REJECTED', 'REMOVED')),
    review_due  date,
    constraint invoice_title_of_company unique (id, company_id),
    constraint invoice_title_of_type unique (id, title_type),
    constraint invoice_title_special_is_reviewed check
        (status = 'REMOVED' or (title_type = 'COMPANY_SPECIAL') = (status <> 'USABLE')),
    constraint invoice_title_review_is_due check ((status = 'IN_REVIEW') = (review_due is not null))
);
create index invoice_title_by_company on invoice_title (company_id, id);

-- Every saved state. Never changed, never removed.
create table invoice_title_revision (
    title_id            varchar(32)  not null,
    title_type          varchar(24)  not null,
    revision            integer      not null check (revision > 0),
    name                varchar(100) not null,
    tax_number          varchar(20),
    registration_number varchar(20),
    registered_address  varchar(200),
    registered_phone    varchar(40),
    bank                varchar(100),
    bank_account        varchar(60),
    saved_by            varchar(64)  not null,
    saved_at            timestamp(6) with time zone not null,
    primary key (title_id, revision),
    foreign key (title_id, title_type) references invoice_title (id, title_type),
    constraint invoice_title_has_tax_number check (title_type = 'PERSONAL_ORDINARY' or tax_number is not null),
    constraint invoice_title_special_is_complete check (title_type <> 'COMPANY_SPECIAL'
        or registration_number is not null and registered_address is not null and registered_phone is not null
            and bank is not null and bank_account is not null),
    constraint invoice_title_registration_of_special check
        (title_type = 'COMPANY_SPECIAL' or registration_number is null),
    constraint invoice_title_person_has_no_bank check (title_type <> 'PERSONAL_ORDINARY'
        or registered_address is null and registered_phone is null and bank is null and bank_account is null)
);

-- What finance decided on a revision of a special title; once.
create table invoice_title_decision (
    title_id   varchar(32) not null,
    revision   integer     not null,
    approved   boolean     not null,
    reason     varchar(500),
    decided_by varchar(64) not null,
    decided_at timestamp(6) with time zone not null,
    primary key (title_id, revision),
    foreign key (title_id, revision) references invoice_title_revision (title_id, revision),
    constraint invoice_title_rejected_with_reason check (approved or reason is not null)
);

-- The scans that a revision of a special title rests on.
create table invoice_title_scan (
    title_id    varchar(32) not null,
    revision    integer     not null,
    document_id varchar(32) not null references document (id),
    primary key (title_id, revision, document_id),
    foreign key (title_id, revision) references invoice_title_revision (title_id, revision)
);

alter table invoice_account add constraint invoice_account_default_title
    foreign key (default_title_id, company_id) references invoice_title (id, company_id);
