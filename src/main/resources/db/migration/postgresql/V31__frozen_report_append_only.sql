create trigger frozen_report_append_only before update or delete on frozen_report
    for each row execute function refuse_change();
