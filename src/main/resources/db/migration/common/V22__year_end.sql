-- What is decided about the profit of a year (利润分配), to be booked when its December is closed.
create table year_end_decision (
    company_id    varchar(32)    not null references book,
    fiscal_year   integer        not null,
    statutory     numeric(18, 2) not null check (statutory >= 0),     -- 提取法定盈余公积
    discretionary numeric(18, 2) not null check (discretionary >= 0), -- 提取任意盈余公积
    distribution  numeric(18, 2) not null check (distribution >= 0),  -- 分配利润
    decided_by    varchar(64)    not null,
    decided_at    timestamp(6) with time zone not null,
    primary key (company_id, fiscal_year)
);

-- The vouchers that closing a December booked, with what they appropriated: what is booked already is not booked again
-- when the month was re-opened.
create table year_end_voucher (
    voucher_id    varchar(32)    not null primary key references voucher,
    company_id    varchar(32)    not null references book,
    fiscal_year   integer        not null,
    step          varchar(16)    not null
        check (step in ('CARRY_FORWARD', 'PROFIT_TRANSFER', 'RESERVES', 'DISTRIBUTION', 'COLLECTION')),
    statutory     numeric(18, 2) not null,
    discretionary numeric(18, 2) not null,
    distribution  numeric(18, 2) not null
);
create index year_end_voucher_by_year on year_end_voucher (company_id, fiscal_year);
