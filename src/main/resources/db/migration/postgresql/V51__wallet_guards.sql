create trigger wallet_entry_append_only before update or delete on wallet_entry
    for each row execute function refuse_change();

-- The page of open reviews and the clocks of unpaid orders ask for these.
create index top_up_open on top_up (company_id) where status = 'ANNOUNCED';
