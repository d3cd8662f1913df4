-- A document once kept is evidence; drafts come and go.
create trigger document_kept_is_evidence before update or delete on document
    for each row when (old.kept_at is not null) execute function refuse_change();
