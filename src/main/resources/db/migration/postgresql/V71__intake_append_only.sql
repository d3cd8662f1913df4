create trigger handover_row_append_only before update or delete on handover_row
    for each row execute function refuse_change();
