create trigger invoice_title_revision_append_only before update or delete on invoice_title_revision
    for each row execute function refuse_change();
create trigger invoice_title_decision_append_only before update or delete on invoice_title_decision
    for each row execute function refuse_change();
create trigger invoice_title_scan_append_only before update or delete on invoice_title_scan
    for each row execute function refuse_change();

create index invoice_title_in_review on invoice_title (company_id) where status = 'IN_REVIEW';
