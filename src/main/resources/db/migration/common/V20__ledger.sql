-- The books (账套). Whoever writes into a book locks its row first: posting, closing and changes of the chart of
-- accounts of one book stand in line, also across its months, since a posting moves the openings of later years.
create table book (
    company_id         varchar(32) not null primary key references company,
    standard           varchar(20) not null check (standard in ('SMALL_ENTERPRISE', 'ENTERPRISE')),
    chart              varchar(16) not null check (chart in ('STANDARD', 'FIRST_LEVEL')),
    start_period       char(7)     not null,
    vat_debit_as_asset boolean     not null, -- debit balances of VAT are other current assets
    reclassify_others  boolean     not null, -- 1221 and 2241 are shown by the side of each detail
    opened_by          varchar(64) not null,
    opened_at          timestamp(6) with time zone not null,
    -- the head of the chain of posted vouchers
    chain_length       integer     default 0 not null check (chain_length >= 0),
    chain_hash         char(64)    default '0000000000000000000000000000000000000000000000000000000000000000' not null
);

create table account (
    company_id      varchar(32)  not null references book,
    code            varchar(20)  not null,
    name            varchar(200) not null,
    parent_code     varchar(20),
    account_level   smallint     not null check (account_level between 1 and 8),
    leaf            boolean      not null,
    category        varchar(16)  not null
        check (category in ('ASSET', 'LIABILITY', 'COMMON', 'EQUITY', 'COST', 'PROFIT_LOSS')),
    direction       varchar(6)   not null check (direction in ('DEBIT', 'CREDIT')),
    role            varchar(48),
    cash            boolean      not null, -- cash in the sense of the cash flow statement
    by_counterparty boolean      not null, -- balances are kept per counterparty (往来核算)
    role_origin     varchar(9) check (role_origin in ('PRESET', 'PROPOSED', 'CORRECTED')),
    role_set_by     varchar(64),           -- who corrected the role
    primary key (company_id, code),
    constraint account_parent foreign key (company_id, parent_code) references account (company_id, code),
    constraint account_parent_iff_sub check ((account_level = 1) = (parent_code is null))
);
create index account_by_parent on account (company_id, parent_code);

create table book_period (
    company_id  varchar(32) not null references book,
    period      char(7)     not null,
    state       varchar(8)  not null check (state in ('OPEN', 'CLOSED')),
    last_number integer     not null check (last_number >= 0), -- the highest voucher number given in this month
    closed_by   varchar(64),
    closed_at   timestamp(6) with time zone,
    primary key (company_id, period),
    constraint book_period_closed_by_someone check ((state = 'CLOSED') = (closed_at is not null))
);

create table voucher_import (
    id           varchar(32) not null primary key,
    company_id   varchar(32) not null references book,
    content_hash char(64)    not null, -- SHA-256 of what the file says, whatever its encoding
    vouchers     integer     not null,
    request_key  varchar(100),            -- chosen by who imported, so that a repeated call is known
    imported_by  varchar(64) not null,
    imported_at  timestamp(6) with time zone not null,
    constraint voucher_import_once unique (company_id, content_hash),
    constraint voucher_import_requested_once unique (company_id, request_key)
);

create table voucher (
    id             varchar(32) not null primary key,
    company_id     varchar(32) not null references book,
    period         char(7)     not null,
    voucher_date   date        not null,
    voucher_number integer,                 -- given at posting, without gaps per book and month
    state          varchar(8)  not null check (state in ('DRAFT', 'REVIEWED', 'POSTED')),
    kind           varchar(16) not null check (kind in ('GENERAL', 'CARRY_FORWARD')),
    origin         varchar(8)  not null check (origin in ('ENTERED', 'IMPORTED', 'CLOSING', 'REVERSAL')),
    reference      varchar(100),            -- the number it came with
    seq            integer     not null,    -- its place in the file it came in
    content_hash   char(64)    not null,
    request_key    varchar(100),            -- chosen by who wrote it, so that a repeated call is known
    import_id      varchar(32) references voucher_import,
    reverses       varchar(32) references voucher,
    prepared_by    varchar(64) not null,
    prepared_at    timestamp(6) with time zone not null,
    reviewed_by    varchar(64),
    reviewed_at    timestamp(6) with time zone,
    posted_by      varchar(64),
    posted_at      timestamp(6) with time zone,
    posting_id     varchar(32),             -- vouchers posted together
    entry_count    integer,                 -- how many entries were posted
    chain_no       integer,                 -- its place among the book's posted vouchers
    chain_hash     char(64),                -- SHA-256 of the hash before it, this row, and the hashes of its entries
    constraint voucher_number_once unique (company_id, period, voucher_number),
    constraint voucher_reversed_once unique (reverses),
    constraint voucher_requested_once unique (company_id, request_key),
    constraint voucher_numbered_when_posted check ((state = 'POSTED') = (voucher_number is not null)),
    constraint voucher_posted_by_someone check ((state = 'POSTED') = (posted_by is not null)),
    constraint voucher_place_once unique (company_id, chain_no),
    constraint voucher_chained_when_posted check ((state = 'POSTED') = (chain_no is not null)
        and (state = 'POSTED') = (chain_hash is not null) and (state = 'POSTED') = (entry_count is not null)),
    constraint voucher_reviewed_unless_closing
        check (state = 'DRAFT' or reviewed_by is not null or origin = 'CLOSING'),
    constraint voucher_reviewed_by_another check (reviewed_by is null or reviewed_by <> prepared_by),
    constraint voucher_in_its_period check (
        extract(year from voucher_date) * 100 + extract(month from voucher_date)
            = cast(replace(period, '-', '') as integer))
);
create index voucher_by_period on voucher (company_id, period, state);
create index voucher_by_content on voucher (company_id, content_hash);
create index voucher_by_posting on voucher (posting_id);
create index voucher_by_import on voucher (import_id);

create table voucher_entry (
    voucher_id     varchar(32)    not null references voucher,
    line           integer        not null,
    company_id     varchar(32)    not null,
    period         char(7)        not null,
    summary        varchar(500)   not null,
    account_code   varchar(20)    not null,
    counterparty   varchar(200)   not null, -- empty where there is none
    debit          numeric(18, 2) not null,
    credit         numeric(18, 2) not null,
    cash_flow_line smallint,                -- a line of the cash flow statement of the book's standard, chosen by somebody
    content_hash   char(64)       not null, -- SHA-256 of this row
    primary key (voucher_id, line),
    constraint voucher_entry_account foreign key (company_id, account_code) references account (company_id, code),
    constraint voucher_entry_one_side check ((debit = 0 and credit <> 0) or (debit <> 0 and credit = 0)),
    constraint voucher_entry_cash_flow_line check (cash_flow_line between 1 and 35)
);
create index voucher_entry_by_account on voucher_entry (company_id, account_code, period);

-- The head of a book's chain as it was when a month was closed or reports were issued: a chain that was cut off or written
-- anew does not lead through it.
create table chain_seal (
    company_id   varchar(32) not null references book,
    chain_length integer     not null,
    chain_hash   char(64)    not null,
    occasion     varchar(8)  not null check (occasion in ('CLOSING', 'ISSUE')),
    period       char(7)     not null,
    sealed_at    timestamp(6) with time zone not null,
    primary key (company_id, chain_length, occasion, period)
);

-- What was entered when the books were opened; the ytd columns are what was booked in the same year before.
create table opening_balance (
    company_id   varchar(32)    not null,
    account_code varchar(20)    not null,
    counterparty varchar(200)   not null,
    debit        numeric(18, 2) not null,
    credit       numeric(18, 2) not null,
    ytd_debit    numeric(18, 2) not null,
    ytd_credit   numeric(18, 2) not null,
    primary key (company_id, account_code, counterparty),
    foreign key (company_id, account_code) references account (company_id, code)
);

-- The years that a book has balances for, without gaps.
create table book_year (
    company_id  varchar(32) not null references book,
    fiscal_year integer     not null,
    primary key (company_id, fiscal_year)
);

-- Net balance (debit minus credit) at the first instant of a year, of leaf accounts.
create table year_opening (
    company_id   varchar(32)    not null,
    fiscal_year  integer        not null,
    account_code varchar(20)    not null,
    counterparty varchar(200)   not null, -- empty where the account is not kept by counterparty
    amount       numeric(18, 2) not null,
    primary key (company_id, fiscal_year, account_code, counterparty),
    foreign key (company_id, fiscal_year) references book_year,
    foreign key (company_id, account_code) references account (company_id, code)
);

-- Turnover of leaf accounts by month, from posted vouchers; month 00 is what was booked in the year before the book's
-- start. The carried part comes from carry-forward vouchers (结转损益).
create table month_movement (
    company_id     varchar(32)    not null,
    fiscal_year    integer        not null,
    period         char(7)        not null,
    account_code   varchar(20)    not null,
    counterparty   varchar(200)   not null,
    debit          numeric(18, 2) not null,
    credit         numeric(18, 2) not null,
    carried_debit  numeric(18, 2) not null,
    carried_credit numeric(18, 2) not null,
    primary key (company_id, period, account_code, counterparty),
    foreign key (company_id, fiscal_year) references book_year,
    foreign key (company_id, account_code) references account (company_id, code)
);
create index month_movement_by_year on month_movement (company_id, fiscal_year, period);

-- How the cash of a posted voucher is spread over its other entries: received positive, paid negative; line 0 is cash
-- that carries no line yet.
create table cash_flow (
    voucher_id     varchar(32)    not null,
    line           integer        not null,
    company_id     varchar(32)    not null references book,
    period         char(7)        not null,
    cash_flow_line smallint       not null check (cash_flow_line between 0 and 35),
    amount         numeric(18, 2) not null,
    chosen         boolean        not null, -- by somebody, so that no rule touches it
    primary key (voucher_id, line),
    foreign key (voucher_id, line) references voucher_entry (voucher_id, line)
);
create index cash_flow_by_line on cash_flow (company_id, period, cash_flow_line);

create table cash_month (
    company_id     varchar(32)    not null references book,
    period         char(7)        not null,
    cash_flow_line smallint       not null,
    amount         numeric(18, 2) not null,
    primary key (company_id, period, cash_flow_line)
);
