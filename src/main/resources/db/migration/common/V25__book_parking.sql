-- A book in which something was found that is not as it was posted: nothing is written into it until it is in order again.
create table book_parking (
    company_id varchar(32)  not null primary key references book,
    parked_at  timestamp(6) with time zone not null,
    findings   integer      not null check (findings > 0)
);
