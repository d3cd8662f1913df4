-- What e-invoices among a company's documents say, read once: reading takes time, and a file never changes.
create table invoice_reading (
    document_id        varchar(32)  not null primary key references document,
    read_at            timestamp(6) with time zone not null,
    invoice_key        varchar(64),                      -- null: the file is no invoice that can be read
    vat_type           varchar(8),
    issue_date         date,
    seller             varchar(500),
    seller_tax_number  varchar(500),
    buyer              varchar(500),
    buyer_tax_number   varchar(500),
    item               varchar(500),
    amount_without_tax numeric(18, 2),
    tax                numeric(18, 2),
    total              numeric(18, 2),
    constraint invoice_reading_whole check (invoice_key is null or issue_date is not null and total is not null)
);
create index invoice_reading_by_key on invoice_reading (invoice_key);
