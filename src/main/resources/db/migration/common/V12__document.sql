-- Files of a company. A draft belongs to the person who uploaded it, and to a task if it is for one; the step that it is for
-- makes it the company's.
create table document (
    id          varchar(32)  not null primary key,
    company_id  varchar(32)  not null references company (id),
    owner_id    varchar(32),                      -- what it belongs to: a mailing, a top-up, an invoice; null: a draft
    task_id     varchar(64),
    uploaded_by varchar(64)  not null,
    uploaded_at timestamp(6) with time zone not null,
    kept_at     timestamp(6) with time zone,      -- null: a draft
    category    varchar(24)  not null,
    file_name   varchar(200) not null,
    kind        varchar(8)   not null,
    size        integer      not null check (size > 0),
    sha256      char(64)     not null,
    content     ${bytes}     not null,
    constraint document_kept_for_its_owner check ((kept_at is null) = (owner_id is null))
);
create index document_by_owner on document (owner_id);
create index document_by_company on document (company_id, uploaded_at);
create index document_by_draft on document (uploaded_by, kept_at);
