-- The end of an order before its term is over, or with it (终止服务).
create table service_termination (
    id                  varchar(32)  not null primary key,
    company_id          varchar(32)  not null references company (id),
    order_id            varchar(32)  not null,
    binding_order_id    varchar(32),           -- the order, unless nothing came of this; so an order ends once
    side                varchar(8)   not null check (side in ('CUSTOMER', 'AGENCY')),
    asked_by            varchar(64)  not null,
    asked_at            timestamp(6) with time zone not null,
    reason              varchar(500) not null,
    wished_last_month   char(7)      not null,
    decision_due        date         not null,
    status              varchar(24)  not null check (status in ('REQUESTED', 'APPROVED', 'HANDING_OVER',
        'AWAITING_CONFIRMATION', 'HANDED_OVER', 'COMPLETED', 'REJECTED', 'WITHDRAWN')),
    decided_by          varchar(64),           -- who approved, rejected or took it back
    decided_at          timestamp(6) with time zone,
    decision_reason     varchar(500),          -- why it was rejected
    last_month          char(7),
    months_cancelled    integer,
    months_price        numeric(18,2),         -- of the cancelled months
    refund              numeric(18,2),         -- what went back of it
    refunded_gift       numeric(18,2),         -- the part of the refund in gifts
    deduction_reason    varchar(500),
    handover            varchar(16) check (handover in ('AT_ONCE', 'AFTER_MONTHS', 'NONE')),
    handover_begun_on   date,                  -- from when the working days for the hand-over count
    handover_due        date,
    handed_over_by      varchar(64),
    handed_over_at      timestamp(6) with time zone,
    received_by         varchar(100),          -- who took the things, as the accountant wrote it
    handover_remark     varchar(500),
    confirm_ends        timestamp(6) with time zone, -- from this instant on silence counts as confirmed
    confirmed_by        varchar(64),
    confirmed_at        timestamp(6) with time zone, -- for silence: the deadline's instant
    confirmed_processed timestamp(6) with time zone,
    confirm_remark      varchar(500),
    ended_at            timestamp(6) with time zone,
    foreign key (order_id, company_id) references service_order (id, company_id),
    constraint service_termination_once_per_order unique (binding_order_id),
    constraint service_termination_binds check
        (status in ('REJECTED', 'WITHDRAWN') and binding_order_id is null
         or status not in ('REJECTED', 'WITHDRAWN') and binding_order_id = order_id and binding_order_id is not null),
    constraint service_termination_decided check
        ((status = 'REQUESTED') = (decided_at is null) and (decided_at is null) = (decided_by is null)),
    constraint service_termination_rejected_with_reason check ((status = 'REJECTED') = (decision_reason is not null)),
    constraint service_termination_approved check
        ((status in ('REQUESTED', 'REJECTED', 'WITHDRAWN')) = (last_month is null)
         and (last_month is null) = (months_cancelled is null) and (last_month is null) = (months_price is null)
         and (last_month is null) = (refund is null) and (last_month is null) = (refunded_gift is null)
         and (last_month is null) = (handover is null)),
    constraint service_termination_refund check
        (months_cancelled >= 0 and refund >= 0 and refund <= months_price
         and refunded_gift >= 0 and refunded_gift <= refund
         and (months_cancelled > 0 or months_price = 0)),
    constraint service_termination_deduction_with_reason check
        (refund is null or (refund < months_price) = (deduction_reason is not null)),
    constraint service_termination_handing_over check
        ((handover_due is null) = (handover_begun_on is null)
         and (status not in ('HANDING_OVER', 'AWAITING_CONFIRMATION', 'HANDED_OVER') or handover_due is not null)),
    constraint service_termination_handed_over check
        ((handed_over_at is null) = (handed_over_by is null) and (handed_over_at is null) = (received_by is null)
         and (handed_over_at is null) = (confirm_ends is null)
         and (status not in ('AWAITING_CONFIRMATION', 'HANDED_OVER') or handed_over_at is not null)),
    constraint service_termination_confirmed check
        ((confirmed_at is null) = (confirmed_by is null) and (confirmed_at is null) = (confirmed_processed is null)
         and (status <> 'HANDED_OVER' or confirmed_at is not null)
         and (status <> 'COMPLETED' or handover = 'NONE' or confirmed_at is not null)),
    constraint service_termination_ended check
        ((status in ('COMPLETED', 'REJECTED', 'WITHDRAWN')) = (ended_at is not null))
);
create index service_termination_by_company on service_termination (company_id, asked_at);
create index service_termination_by_order on service_termination (order_id);
create index service_termination_by_status on service_termination (status, decision_due);

-- What was handed back (交接清单); nothing is ever changed here.
create table service_termination_row (
    termination_id varchar(32)  not null references service_termination (id),
    line           integer      not null check (line > 0),
    kind           varchar(60)  not null,
    quantity       integer      not null check (quantity > 0),
    remark         varchar(200),
    primary key (termination_id, line)
);
