-- One row, locked by the node that sets up groups, authorizations and sample data, so that nodes may start together.
create table startup_lock (
    id smallint not null primary key
);
insert into startup_lock (id) values (1);
