-- What a posted voucher rests on stays; more may be added.
create function refuse_loss_of_voucher_document() returns trigger language plpgsql as $$
begin
    if exists (select 1 from voucher where id = old.voucher_id and state = 'POSTED') then
        raise exception 'voucher % is posted', old.voucher_id using errcode = 'integrity_constraint_violation';
    end if;
    return case tg_op when 'DELETE' then old else new end;
end $$;

create trigger voucher_document_stays_when_posted before update or delete on voucher_document
    for each row execute function refuse_loss_of_voucher_document();
create trigger voucher_sheets_stay_when_posted before update or delete on voucher_sheets
    for each row execute function refuse_loss_of_voucher_document();
