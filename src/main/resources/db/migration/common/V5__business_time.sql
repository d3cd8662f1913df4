-- How far the time machine has moved the business clock ahead of the machine's; empty outside the sample start.
create table business_time (
    id            smallint not null primary key check (id = 1),
    offset_millis bigint   not null check (offset_millis >= 0)
);
