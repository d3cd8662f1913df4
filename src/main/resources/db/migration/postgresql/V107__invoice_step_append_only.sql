create trigger invoice_step_append_only before update or delete on invoice_step
    for each row execute function refuse_change();
create trigger recorded_invoice_append_only before update or delete on recorded_invoice
    for each row execute function refuse_change();
