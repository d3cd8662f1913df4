-- What the process owner's board asks of the last twelve months, without reading all there ever was.
create index service_month_by_completion on service_month (service_completed_at);
create index report_decision_by_time on report_decision (decision, effective_at);
create index wallet_entry_by_kind on wallet_entry (kind, effective_at);
