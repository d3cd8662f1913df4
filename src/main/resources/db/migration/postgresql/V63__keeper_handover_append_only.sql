create trigger keeper_handover_append_only before update or delete on keeper_handover
    for each row execute function refuse_change();
create trigger keeper_handover_row_append_only before update or delete on keeper_handover_row
    for each row execute function refuse_change();
