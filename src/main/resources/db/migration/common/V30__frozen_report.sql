-- Statements and tax figures as they were shown to the customer. Append-only: a new issue is a new revision.
create table frozen_report (
    kind       varchar(16) not null check (kind in ('STATEMENTS', 'TAX_FIGURES')),
    company_id varchar(32) not null references company (id),
    period     char(7)     not null,
    revision   integer     not null check (revision > 0),
    content    text        not null,               -- JSON with sorted names
    hash       char(64)    not null,               -- SHA-256 of content
    issued_by  varchar(64) not null,
    issued_at  timestamp(6) with time zone not null,
    primary key (company_id, period, kind, revision)
);
