-- What was decided stays decided: money has moved by it.
create trigger withdrawal_stays_when_decided before update on withdrawal
    for each row when (old.status <> 'REQUESTED') execute function refuse_change();
create trigger withdrawal_stays before delete on withdrawal for each row execute function refuse_change();
create trigger top_up_stays before delete on top_up for each row execute function refuse_change();

-- The page of open withdrawals asks for these.
create index withdrawal_open on withdrawal (company_id) where status = 'REQUESTED';
