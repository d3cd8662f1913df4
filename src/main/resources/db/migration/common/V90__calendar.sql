-- The statutory calendar of the years whose official notice is loaded (国务院办公厅关于节假日安排的通知).
create table statutory_year (
    calendar_year int not null primary key,
    loaded_at     timestamp(6) with time zone not null
);

-- Days that are not what their weekday says: days off, and make-up working days (调休上班).
create table statutory_day (
    calendar_day date         not null primary key,
    day_type     varchar(4)   not null check (day_type in ('OFF', 'WORK')),
    holiday_name varchar(100) not null,
    source       varchar(200)
);

-- The last day for filing, by the month in which it lies (征期截止日).
create table filing_deadline (
    filing_month char(7)      not null primary key,
    deadline     date         not null,
    reason       varchar(200),
    source       varchar(200)
);
