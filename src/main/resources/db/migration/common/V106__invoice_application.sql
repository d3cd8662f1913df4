-- A company's applications for invoices (开票申请). Title and address stand as they were when it was applied.
create table invoice_application (
    id                       varchar(32)   not null primary key,
    company_id               varchar(32)   not null references company (id),
    request_key              varchar(64)   not null, -- names one wish: asked again, the first answer counts
    origin                   varchar(10)   not null check (origin in ('MANUAL', 'RECURRING')),
    amount                   numeric(18,2) not null check (amount > 0),
    title_id                 varchar(32)   not null,
    title_revision           integer       not null,
    title_type               varchar(24)   not null,
    buyer_name               varchar(100)  not null,
    buyer_tax_number         varchar(20),
    buyer_address            varchar(200),
    buyer_phone              varchar(40),
    buyer_bank               varchar(100),
    buyer_bank_account       varchar(60),
    address_id               varchar(32)   not null,
    delivery                 varchar(8)    not null check (delivery in ('POSTAL', 'E_MAIL')),
    recipient                varchar(60)   not null,
    phone                    varchar(40),
    province                 varchar(30),
    city                     varchar(30),
    district                 varchar(30),
    detail                   varchar(200),
    postcode                 char(6),
    email                    varchar(254),
    status                   varchar(10)   not null check (status in
        ('APPLIED', 'ISSUING', 'FAILED', 'ISSUED', 'MAILED', 'COMPLETED', 'CANCELLED', 'REJECTED')),
    steps                    integer       not null check (steps > 0),
    applied_by               varchar(64)   not null,
    applied_at               timestamp(6) with time zone not null,
    cancel_until             timestamp(6) with time zone not null, -- from this instant on it is too late
    issue_due                date          not null,
    reason                   varchar(500),              -- why issuing failed, or why it was rejected
    invoice_kind             varchar(24)   check (invoice_kind in ('DIGITAL', 'TAX_CONTROL_ELECTRONIC', 'PAPER')),
    invoice_code             varchar(12),
    invoice_number           varchar(20),
    invoice_date             date,
    document_id              varchar(32)   references document (id),
    accepted_differences     varchar(4000),             -- what file and application did not agree about
    difference_reason        varchar(500),
    issued_by                varchar(64),
    issued_at                timestamp(6) with time zone,
    courier                  varchar(60),
    tracking_number          varchar(60),
    mailed_at                timestamp(6) with time zone,
    sign_until               timestamp(6) with time zone, -- 15 days after it was mailed, when it completes by itself
    sent_to                  varchar(254),              -- where it went by e-mail, corrected where that was necessary
    sending                  boolean       not null,    -- a mail is on its way
    sending_due              date,                      -- by when finance settles what could not be sent
    sendings                 integer       not null check (sendings >= 0),
    ended_at                 timestamp(6) with time zone,
    red_total                numeric(18,2) not null,
    open_return_id           varchar(32),
    constraint invoice_application_asked_once unique (company_id, request_key),
    constraint invoice_application_of_company unique (id, company_id),
    constraint invoice_application_red_within check (red_total >= 0 and red_total <= amount),
    foreign key (title_id, title_revision) references invoice_title_revision (title_id, revision),
    foreign key (address_id, company_id) references delivery_address (id, company_id),
    constraint invoice_application_goes_somewhere check
        (delivery = 'POSTAL' and phone is not null and detail is not null and email is null
         or delivery = 'E_MAIL' and email is not null and detail is null),
    constraint invoice_application_issued check
        ((status in ('ISSUED', 'MAILED', 'COMPLETED')) = (invoice_number is not null)
         and (invoice_number is null) = (issued_at is null) and (invoice_number is null) = (invoice_date is null)
         and (invoice_number is null) = (invoice_kind is null)),
    constraint invoice_application_number_fits check
        (invoice_kind is null
         or invoice_kind = 'DIGITAL' and invoice_code is null and char_length(invoice_number) = 20
         or invoice_kind = 'TAX_CONTROL_ELECTRONIC' and char_length(invoice_code) = 12 and char_length(invoice_number) = 8
         or invoice_kind = 'PAPER' and char_length(invoice_code) in (10, 12) and char_length(invoice_number) = 8),
    constraint invoice_application_kind_fits_delivery check
        (invoice_kind is null or (invoice_kind = 'PAPER') = (delivery = 'POSTAL')),
    constraint invoice_application_sent_has_file check
        (invoice_kind is null or delivery = 'POSTAL' or document_id is not null),
    constraint invoice_application_differences_explained check
        ((accepted_differences is null) = (difference_reason is null)),
    constraint invoice_application_mailed check
        ((mailed_at is null) = (tracking_number is null) and (mailed_at is null) = (courier is null)
         and (mailed_at is null) = (sign_until is null) and (status <> 'MAILED' or mailed_at is not null)
         and (mailed_at is null or delivery = 'POSTAL')),
    constraint invoice_application_ended check
        ((status in ('COMPLETED', 'CANCELLED', 'REJECTED')) = (ended_at is not null)),
    constraint invoice_application_with_reason check (status not in ('FAILED', 'REJECTED') or reason is not null),
    constraint invoice_application_return_of_issued check
        (red_total = 0 and open_return_id is null or status in ('ISSUED', 'MAILED', 'COMPLETED'))
);
create index invoice_application_by_company on invoice_application (company_id, applied_at);
create index invoice_application_by_status on invoice_application (status, issue_due);

-- What happened to an application, step by step (开票进度). Never changed, never removed.
create table invoice_step (
    application_id varchar(32) not null references invoice_application (id),
    step_no        integer     not null check (step_no > 0),
    kind           varchar(20) not null,
    return_id      varchar(32),
    effective_at   timestamp(6) with time zone not null, -- the instant it counts for, such as a deadline
    processed_at   timestamp(6) with time zone not null,
    actor_id       varchar(64) not null,
    detail         varchar(1000),
    primary key (application_id, step_no)
);

-- Every invoice number that was recorded, blue or red: each once.
create table recorded_invoice (
    invoice_key    varchar(40) not null primary key, -- 20 digits, or code and number
    application_id varchar(32) not null references invoice_application (id),
    return_id      varchar(32),
    recorded_at    timestamp(6) with time zone not null
);
create index recorded_invoice_by_application on recorded_invoice (application_id);
