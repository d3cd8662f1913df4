create trigger service_month_step_append_only before update or delete on service_month_step
    for each row execute function refuse_change();
create trigger report_issue_append_only before update or delete on report_issue
    for each row execute function refuse_change();
create trigger report_decision_append_only before update or delete on report_decision
    for each row execute function refuse_change();
create unique index report_objected_once on report_decision (month_id, revision) where decision = 'OBJECTED';
