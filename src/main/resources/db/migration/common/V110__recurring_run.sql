-- The months of recurring invoicing (定期开票) that were begun. Who begins one holds the lock of the row of recurring_lock.
create table recurring_lock (
    id integer not null primary key check (id = 1)
);
insert into recurring_lock (id) values (1);

create table recurring_month (
    run_month char(7) not null primary key,                  -- such as 2026-11
    due_at    timestamp(6) with time zone not null,           -- the 10th, 00:00
    begun_at  timestamp(6) with time zone not null,
    ended_at  timestamp(6) with time zone                     -- once every company of it is settled
);

-- What became of a company in a month; once. Written together with the application.
create table recurring_run (
    company_id     varchar(32) not null references company (id),
    run_month      char(7)     not null references recurring_month (run_month),
    outcome        varchar(8)  not null check (outcome in ('APPLIED', 'SKIPPED', 'FAILED')),
    amount         numeric(18,2),                            -- what could be invoiced then
    application_id varchar(32) unique references invoice_application (id),
    obstacles      varchar(100),                             -- why it was skipped: names, separated by commas
    detail         varchar(500),                             -- what the application was refused with, or failed with
    attempts       integer     not null check (attempts > 0),
    effective_at   timestamp(6) with time zone not null,
    processed_at   timestamp(6) with time zone not null,
    primary key (company_id, run_month),
    constraint recurring_run_applied check ((outcome = 'APPLIED') = (application_id is not null)),
    constraint recurring_run_skipped check ((outcome = 'SKIPPED') = (obstacles is not null)),
    constraint recurring_run_amount check (outcome = 'FAILED' or amount is not null)
);
create index recurring_run_by_month on recurring_run (run_month, outcome);
create index invoice_account_recurring on invoice_account (recurring, company_id);
