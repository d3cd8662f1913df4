-- What a company's invoices have in common. Whoever changes it holds the lock of the company's row.
create table invoice_account (
    company_id           varchar(32)   not null primary key references company (id),
    invoiced             numeric(18,2) not null check (invoiced >= 0), -- applied for or issued, less what was released
    default_title_id     varchar(32),
    default_address_id   varchar(32),
    recurring            boolean       not null,
    recurring_changed_by varchar(64),
    recurring_changed_at timestamp(6) with time zone
);
