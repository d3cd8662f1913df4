-- Invoices that a company gives back (退票). The open one is named by its application: one at a time.
create table invoice_return (
    id                  varchar(32)   not null primary key,
    company_id          varchar(32)   not null,
    application_id      varchar(32)   not null,
    reason              varchar(20)   not null check (reason in
        ('WRONG_TYPE', 'WRONG_TAX_DETAILS', 'RENAMED', 'WRONG_AMOUNT', 'REFUNDED')),
    note                varchar(500),
    on_paper            boolean       not null,
    deducted            boolean       not null, -- the buyer has used it for deduction (用途确认)
    materials           varchar(24)   check (materials in ('RED_NOTICE_AND_COPY', 'INVOICE_AND_DEDUCTION', 'INVOICE')),
    courier             varchar(60),
    tracking_number     varchar(60),
    status              varchar(10)   not null check (status in ('SENT_BACK', 'IN_REVIEW', 'APPROVED', 'RETURNED', 'REJECTED')),
    applied_by          varchar(64)   not null,
    applied_at          timestamp(6) with time zone not null,
    arrival_due         date,
    arrived_at          timestamp(6) with time zone,
    review_due          timestamp(6) with time zone,
    decided_by          varchar(64),
    decided_at          timestamp(6) with time zone,
    decision_reason     varchar(500),
    red_kind            varchar(24)   check (red_kind in ('DIGITAL', 'TAX_CONTROL_ELECTRONIC', 'PAPER')),
    red_code            varchar(12),
    red_number          varchar(20),
    red_date            date,
    red_amount          numeric(18,2) check (red_amount > 0),
    confirmation_number varchar(40),            -- of the red confirmation (红字信息确认单)
    document_id         varchar(32)   references document (id),
    accepted_differences varchar(4000),
    difference_reason   varchar(500),
    red_by              varchar(64),
    ended_at            timestamp(6) with time zone,
    foreign key (application_id, company_id) references invoice_application (id, company_id),
    constraint invoice_return_sent_back check
        (on_paper = (courier is not null) and on_paper = (tracking_number is not null) and on_paper = (materials is not null)
         and on_paper = (arrival_due is not null)),
    constraint invoice_return_reviewed_by check
        (status in ('SENT_BACK', 'REJECTED') or review_due is not null and (arrived_at is not null or not on_paper)),
    constraint invoice_return_decided check
        ((status in ('APPROVED', 'RETURNED', 'REJECTED')) = (decided_at is not null)
         and (decided_at is null) = (decided_by is null)),
    constraint invoice_return_rejected_with_reason check (status <> 'REJECTED' or decision_reason is not null),
    constraint invoice_return_red check
        ((status = 'RETURNED') = (red_number is not null) and (red_number is null) = (red_amount is null)
         and (red_number is null) = (red_date is null) and (red_number is null) = (red_kind is null)),
    constraint invoice_return_differences_explained check
        ((accepted_differences is null) = (difference_reason is null)),
    constraint invoice_return_ended check ((status in ('RETURNED', 'REJECTED')) = (ended_at is not null))
);
create index invoice_return_by_application on invoice_return (application_id);
create index invoice_return_by_company on invoice_return (company_id, applied_at);
create index invoice_return_by_status on invoice_return (status);

alter table invoice_application add constraint invoice_application_open_return
    foreign key (open_return_id) references invoice_return (id);
