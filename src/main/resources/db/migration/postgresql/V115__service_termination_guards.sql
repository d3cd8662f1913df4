create trigger service_termination_row_append_only before update or delete on service_termination_row
    for each row execute function refuse_change();

-- What has gone back of an order's price never exceeds what was paid, whoever writes the entry.
create function refuse_refund_beyond_payment() returns trigger language plpgsql as $$
begin
    if (select sum(amount) > 0 or sum(gift_amount) > 0 or sum(amount - gift_amount) > 0
        from wallet_entry where order_id = new.order_id) then
        raise exception 'more is refunded of % than was paid', new.order_id;
    end if;
    return null;
end $$;
create trigger wallet_entry_refund_within_payment after insert on wallet_entry
    for each row when (new.kind = 'REFUND') execute function refuse_refund_beyond_payment();
