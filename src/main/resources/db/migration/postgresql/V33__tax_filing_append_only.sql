create trigger tax_filing_append_only before update or delete on tax_filing
    for each row execute function refuse_change();
create trigger tax_payment_append_only before update or delete on tax_payment
    for each row execute function refuse_change();
