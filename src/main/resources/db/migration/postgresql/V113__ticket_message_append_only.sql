create trigger ticket_message_append_only before update or delete on ticket_message
    for each row execute function refuse_change();

create index support_ticket_unsettled on support_ticket (company_id) where status <> 'CLOSED';
