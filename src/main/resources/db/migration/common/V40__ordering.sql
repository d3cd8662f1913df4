-- What is on offer (服务套餐): a term in months and the price for the whole term.
create table service_package (
    code        varchar(32)   not null primary key,
    name        varchar(100)  not null,
    description varchar(500)  not null,
    term_months integer       not null check (term_months between 1 and 60),
    price       numeric(18,2) not null check (price > 0),
    offered     boolean       not null,
    audience    varchar(200)  not null,   -- for whom it is meant
    contents    varchar(2000) not null    -- what is included, one thing a line
);

insert into service_package (code, name, description, term_months, price, offered, audience, contents) values
    ('MONTH',   '月度代理记账', '1 个月的记账、报表与纳税申报，适合先试用。',             1,  300.00, true,
     '刚成立、想先试用一个月的企业',
     '票据收取与签收
凭证录入与审核
月度财务报表
月度、季度纳税申报'),
    ('QUARTER', '季度代理记账', '连续 3 个月的记账、报表与纳税申报。',                   3,  840.00, true,
     '按季度申报的小规模纳税人',
     '票据收取与签收
凭证录入与审核
月度、季度财务报表
月度、季度纳税申报
企业所得税季度预缴'),
    ('YEAR',    '年度代理记账', '连续 12 个月的记账、报表与纳税申报，含汇算清缴提醒。', 12, 3000.00, true,
     '长期经营、希望省心省钱的企业',
     '票据收取与签收
凭证录入与审核
月度、季度、年度财务报表
月度、季度纳税申报
企业所得税季度预缴
年度汇算清缴提醒');

-- A company asks what would suit it (需求).
create table requirement (
    id                     varchar(32)   not null primary key,
    company_id             varchar(32)   not null references company (id),
    package_code           varchar(32)   not null references service_package (code),
    monthly_documents      integer       not null check (monthly_documents between 0 and 100000),
    annual_revenue         numeric(18,2) not null check (annual_revenue >= 0),
    note                   varchar(1000),
    status                 varchar(16)   not null
        check (status in ('SUBMITTED', 'RECOMMENDED', 'PURCHASED', 'CLOSED')),
    submitted_by           varchar(64)   not null,
    submitted_at           timestamp(6) with time zone not null,
    assessment_due         date          not null,
    proposed_package       varchar(32) references service_package (code), -- by the decision table
    proposed_price         numeric(18,2) check (proposed_price > 0),
    recommended_package    varchar(32) references service_package (code), -- by the advisor
    recommended_price      numeric(18,2) check (recommended_price > 0),
    recommendation_reason  varchar(500),
    recommended_by         varchar(64),
    recommended_at         timestamp(6) with time zone,
    offer_ends             timestamp(6) with time zone,  -- from this instant on it can't be bought
    outcome                varchar(16) check (outcome in ('BOUGHT', 'DECLINED', 'EXPIRED')),
    decline_reason         varchar(500),
    decided_by             varchar(64),
    decided_effective_at   timestamp(6) with time zone,
    decided_processed_at   timestamp(6) with time zone,
    constraint requirement_recommended check
        ((status = 'SUBMITTED') = (recommended_package is null)
         and (recommended_package is null) = (recommended_price is null)
         and (recommended_package is null) = (recommended_at is null)
         and (recommended_package is null) = (offer_ends is null)),
    constraint requirement_decided check
        ((status in ('PURCHASED', 'CLOSED')) = (outcome is not null)
         and (outcome is null) = (decided_effective_at is null)
         and (outcome is null) = (decided_processed_at is null))
);
create index requirement_by_company on requirement (company_id, submitted_at);

create table requirement_need (
    requirement_id varchar(32) not null references requirement (id),
    need           varchar(20) not null
        check (need in ('IMPORT_EXPORT', 'FOREIGN_CURRENCY', 'PAYROLL', 'BACKLOG', 'INVENTORY')),
    primary key (requirement_id, need)
);

-- A purchase of one package for one company (订单).
create table service_order (
    id                      varchar(32)   not null primary key,
    company_id              varchar(32)   not null references company (id),
    package_code            varchar(32)   not null references service_package (code),
    package_name            varchar(100)  not null,  -- as it was when bought
    term_months             integer       not null check (term_months between 1 and 60),
    price                   numeric(18,2) not null check (price > 0),
    requirement_id          varchar(32) references requirement (id),
    status                  varchar(20)   not null check (status in
        ('AWAITING_PAYMENT', 'PAID', 'CONFIRMED', 'IN_SERVICE', 'COMPLETED', 'TERMINATED', 'CANCELLED', 'REFUNDED')),
    begun                   boolean       not null,  -- its process instance exists
    wished_month            char(7),                 -- the first service month that the customer asked for
    first_month             char(7)       not null,  -- expected until the start is confirmed, then fixed
    months_opened           integer       not null default 0,
    months_cancelled        integer       not null default 0, -- the last ones of the term, by a termination
    ordered_by              varchar(64)   not null,
    ordered_at              timestamp(6) with time zone not null,
    paid_by                 varchar(64),
    paid_at                 timestamp(6) with time zone,
    confirmation_ends       timestamp(6) with time zone, -- from this instant on the start can't be confirmed
    confirmed_by            varchar(64),
    confirmed_at            timestamp(6) with time zone,
    claim_due               date,
    claimed_by              varchar(64),
    claimed_at              timestamp(6) with time zone,
    ended_effective_at      timestamp(6) with time zone,
    ended_processed_at      timestamp(6) with time zone,
    constraint service_order_of_company unique (id, company_id),
    constraint service_order_once_per_requirement unique (requirement_id),
    constraint service_order_months check (months_opened between 0 and term_months - months_cancelled
        and (months_opened = 0 or status in ('IN_SERVICE', 'COMPLETED', 'TERMINATED'))
        and (months_opened = term_months or status <> 'COMPLETED')),
    constraint service_order_months_cancelled check (months_cancelled between 0 and term_months
        and (months_cancelled = 0 or status in ('CONFIRMED', 'IN_SERVICE', 'TERMINATED'))
        and (status <> 'TERMINATED' or months_cancelled > 0 and months_opened = term_months - months_cancelled)),
    constraint service_order_paid check
        ((status in ('AWAITING_PAYMENT', 'CANCELLED')) = (paid_at is null)
         and (paid_at is null) = (confirmation_ends is null)),
    constraint service_order_confirmed check
        ((status in ('CONFIRMED', 'IN_SERVICE', 'COMPLETED', 'TERMINATED')) = (confirmed_at is not null)),
    constraint service_order_claimed check
        ((claimed_at is not null or months_opened = 0 and status not in ('IN_SERVICE', 'COMPLETED'))
         and (claimed_at is null or status in ('IN_SERVICE', 'COMPLETED', 'TERMINATED'))
         and (claimed_at is null) = (claimed_by is null)),
    constraint service_order_ended check
        ((status in ('COMPLETED', 'TERMINATED', 'CANCELLED', 'REFUNDED')) = (ended_effective_at is not null)
         and (ended_effective_at is null) = (ended_processed_at is null))
);
create index service_order_by_company on service_order (company_id, ordered_at);

-- The months that a confirmed order serves, without those cancelled: one running service per company and month.
create table service_order_month (
    company_id    varchar(32) not null,
    service_month char(7)     not null,
    order_id      varchar(32) not null,
    primary key (company_id, service_month),
    foreign key (order_id, company_id) references service_order (id, company_id)
);
create index service_order_month_by_order on service_order_month (order_id);
