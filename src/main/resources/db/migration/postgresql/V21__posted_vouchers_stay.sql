-- A posted voucher never changes, whoever connects to the database; corrections are reversals. A voucher becomes posted by
-- an update, at the end of its book's chain, balanced and with its entries; a restored dump brings its rows before these
-- triggers.
create function refuse_change_of_posted_voucher() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        raise exception 'voucher % is posted without having been written', new.id
            using errcode = 'integrity_constraint_violation';
    end if;
    raise exception 'voucher % is posted', old.id using errcode = 'integrity_constraint_violation';
end $$;

create trigger voucher_stays_when_posted before update or delete on voucher
    for each row when (old.state = 'POSTED') execute function refuse_change_of_posted_voucher();
create trigger voucher_is_written_before_it_is_posted before insert on voucher
    for each row when (new.state = 'POSTED') execute function refuse_change_of_posted_voucher();

create function refuse_change_of_posted_entry() returns trigger language plpgsql as $$
declare
    touched varchar(32)[] := case tg_op when 'DELETE' then array[old.voucher_id]
        else array[old.voucher_id, new.voucher_id] end;
    posted varchar(32);
begin
    select id into posted from voucher where id = any (touched) and state = 'POSTED' limit 1;
    if posted is not null then
        raise exception 'voucher % is posted', posted using errcode = 'integrity_constraint_violation';
    end if;
    return case tg_op when 'DELETE' then old else new end;
end $$;

create trigger voucher_entry_stays_when_posted before update or delete on voucher_entry
    for each row execute function refuse_change_of_posted_entry();

create function refuse_entries_for_posted_voucher() returns trigger language plpgsql as $$
declare
    posted varchar(32);
begin
    select v.id into posted from added a join voucher v on v.id = a.voucher_id where v.state = 'POSTED' limit 1;
    if posted is not null then
        raise exception 'voucher % is posted', posted using errcode = 'integrity_constraint_violation';
    end if;
    return null;
end $$;

create trigger voucher_entry_comes_before_posting after insert on voucher_entry
    referencing new table as added for each statement execute function refuse_entries_for_posted_voucher();

-- The book's head is moved first, then the vouchers are posted up to it.
create function check_posted_vouchers() returns trigger language plpgsql as $$
declare
    wrong record;
begin
    select p.id, sum(e.debit) - sum(e.credit) as difference, count(e.line) as entries, p.entry_count into wrong
        from now p join before d on d.id = p.id and d.state <> 'POSTED'
            left join voucher_entry e on e.voucher_id = p.id
        where p.state = 'POSTED' group by p.id, p.entry_count
        having sum(e.debit) - sum(e.credit) is distinct from 0 or count(e.line) <> p.entry_count limit 1;
    if wrong.difference is distinct from 0 and wrong.id is not null then
        raise exception 'voucher % is out of balance', wrong.id using errcode = 'integrity_constraint_violation';
    elsif wrong.id is not null then
        raise exception 'voucher % has % entries', wrong.id, wrong.entries using errcode = 'integrity_constraint_violation';
    end if;
    select p.id into wrong from now p join before d on d.id = p.id and d.state <> 'POSTED'
            join book b on b.company_id = p.company_id
        where p.state = 'POSTED' and (p.chain_no not between 1 and b.chain_length or p.chain_no > 1 and not exists (
            select 1 from voucher v where v.company_id = p.company_id and v.chain_no = p.chain_no - 1)) limit 1;
    if wrong.id is not null then
        raise exception 'voucher % does not follow the last posted one', wrong.id
            using errcode = 'integrity_constraint_violation';
    end if;
    return null;
end $$;

create trigger voucher_is_right_when_posted after update on voucher
    referencing old table as before new table as now for each statement execute function check_posted_vouchers();

create function refuse_shorter_chain() returns trigger language plpgsql as $$
begin
    raise exception 'the chain of book % only grows', old.company_id using errcode = 'integrity_constraint_violation';
end $$;

create trigger book_chain_only_grows before update on book for each row
    when (new.chain_length < old.chain_length or new.chain_length = old.chain_length and new.chain_hash <> old.chain_hash)
    execute function refuse_shorter_chain();
create trigger book_with_vouchers_stays before delete on book for each row
    when (old.chain_length > 0) execute function refuse_shorter_chain();
create trigger period_numbers_only_grow before update on book_period for each row
    when (new.last_number < old.last_number) execute function refuse_shorter_chain();

-- At commit the head is the last posted voucher.
create function check_head_of_chain() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from voucher where company_id = new.company_id and chain_no = new.chain_length
                and chain_hash = new.chain_hash)
            or (select count(*) from voucher where company_id = new.company_id
                and chain_no > old.chain_length and chain_no <= new.chain_length) <> new.chain_length - old.chain_length then
        raise exception 'the head of the chain of book % is not its last voucher', new.company_id
            using errcode = 'integrity_constraint_violation';
    end if;
    return null;
end $$;

create constraint trigger book_head_is_last_voucher after update on book deferrable initially deferred for each row
    when (new.chain_length > old.chain_length) execute function check_head_of_chain();

create trigger chain_seal_append_only before update or delete on chain_seal
    for each row execute function refuse_change();

create function refuse_truncate() returns trigger language plpgsql as $$
begin
    raise exception '% is not emptied', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;

create trigger voucher_is_not_emptied before truncate on voucher execute function refuse_truncate();
create trigger voucher_entry_is_not_emptied before truncate on voucher_entry execute function refuse_truncate();
create trigger book_is_not_emptied before truncate on book execute function refuse_truncate();
create trigger chain_seal_is_not_emptied before truncate on chain_seal execute function refuse_truncate();
create trigger audit_entry_is_not_emptied before truncate on audit_entry execute function refuse_truncate();
