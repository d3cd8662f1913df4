-- A file that somebody looks at before taking it (导入预览): the last one of each person, book and kind, for a week.
create table import_file (
    company_id  varchar(32)  not null references book,
    kind        varchar(16)  not null check (kind in ('OPENING_BALANCES', 'VOUCHERS')),
    uploaded_by varchar(64)  not null,
    uploaded_at timestamp(6) with time zone not null,
    file_name   varchar(200) not null,
    content     ${bytes}     not null,
    primary key (company_id, kind, uploaded_by)
);
create index import_file_by_age on import_file (uploaded_at);
