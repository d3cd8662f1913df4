-- A posted voucher never changes, whoever connects to the database; corrections are reversals.
create function refuse_change_of_posted_voucher() returns trigger language plpgsql as $$
begin
    if old.state = 'POSTED' then
        raise exception 'voucher % is posted', old.id using errcode = 'integrity_constraint_violation';
    end if;
    return case tg_op when 'DELETE' then old else new end;
end $$;

create trigger voucher_stays_when_posted before update or delete on voucher
    for each row execute function refuse_change_of_posted_voucher();

create function refuse_change_of_posted_entry() returns trigger language plpgsql as $$
declare
    changed varchar(32) := case tg_op when 'INSERT' then new.voucher_id else old.voucher_id end;
begin
    if exists (select 1 from voucher where id = changed and state = 'POSTED') then
        raise exception 'voucher % is posted', changed using errcode = 'integrity_constraint_violation';
    end if;
    return case tg_op when 'DELETE' then old else new end;
end $$;

create trigger voucher_entry_stays_when_posted before insert or update or delete on voucher_entry
    for each row execute function refuse_change_of_posted_entry();

-- At commit, whatever statement posted it, a posted voucher balances and has entries.
create function check_posted_voucher() returns trigger language plpgsql as $$
declare
    difference numeric;
begin
    select sum(debit) - sum(credit) into difference from voucher_entry where voucher_id = new.id;
    if difference is distinct from 0 then
        raise exception 'voucher % is out of balance', new.id using errcode = 'integrity_constraint_violation';
    end if;
    return null;
end $$;

create constraint trigger voucher_balances_when_posted after insert or update on voucher
    deferrable initially deferred for each row when (new.state = 'POSTED') execute function check_posted_voucher();

