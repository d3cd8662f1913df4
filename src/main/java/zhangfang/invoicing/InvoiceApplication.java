package zhangfang.invoicing;

import java.time.Instant;
import java.time.LocalDate;
import zhangfang.intake.EInvoice;
import zhangfang.money.Money;

/**
 * An application for an invoice (开票申请), with title and address as they were when it was applied.
 *
 * @param amount       what is to be invoiced, tax included
 * @param cancelUntil  24:00 of the day of application; from that instant on it is too late
 * @param issueDue     by the end of which day it is to be issued and mailed
 * @param reason       why issuing failed or why it was rejected; {@code null} otherwise
 * @param invoice      {@code null} until it is issued
 * @param shipment     how it travels on paper; {@code null} until it is mailed
 * @param sending      how it travels by e-mail
 * @param endedAt      when it was completed, cancelled or rejected
 * @param redTotal     what red invoices took back of it
 * @param openReturnId the return under way, or {@code null}
 */
public record InvoiceApplication(String id, String companyId, Origin origin, Money amount, Buyer buyer,
        DeliveryAddress address, Status status, String appliedBy, Instant appliedAt, Instant cancelUntil,
        LocalDate issueDue, String reason, Invoice invoice, Shipment shipment, Sending sending, Instant endedAt,
        Money redTotal, String openReturnId) {

    /** Who applied. */
    public enum Origin {
        /** 客户申请. */
        MANUAL,
        /** 定期开票. */
        RECURRING
    }

    /** Where an application stands. */
    public enum Status {
        /** 待处理, the customer may cancel. */
        APPLIED,
        /** 开票中. */
        ISSUING,
        /** 开票失败, finance decides; the amount stays reserved. */
        FAILED,
        /** 已开票, on its way to the customer. */
        ISSUED,
        /** 已邮寄. */
        MAILED,
        /** 已完成: signed for, sent, or handed over in the application. */
        COMPLETED,
        /** 已取消. */
        CANCELLED,
        /** 已驳回. */
        REJECTED;

        /** Whether its amount is given back. */
        public boolean isReleased() {
            return this == CANCELLED || this == REJECTED;
        }

        public boolean isIssued() {
            return this == ISSUED || this == MAILED || this == COMPLETED;
        }
    }

    /** To whom the invoice is made out, as the title was. */
    public record Buyer(String titleId, int revision, InvoiceTitle.Type type, String name, String taxNumber,
            String registeredAddress, String registeredPhone, String bank, String bankAccount) {

        static Buyer of(InvoiceTitle title) {
            return new Buyer(title.id(), title.revision(), title.type(), title.name(), title.taxNumber(),
                    title.registeredAddress(), title.registeredPhone(), title.bank(), title.bankAccount());
        }
    }

    /**
     * The invoice that finance issued.
     *
     * @param code             发票代码, {@code null} for a kind without
     * @param documentId       its file, or {@code null}
     * @param differences      what its file and the application did not agree about, a sentence a line; or {@code null}
     * @param differenceReason why that was accepted, or {@code null}
     */
    public record Invoice(EInvoice.Kind kind, String code, String number, LocalDate date, String documentId,
            String differences, String differenceReason, String issuedBy, Instant issuedAt) {

        /** Code and number as people read them. */
        public String fullNumber() {
            return code == null ? number : code + "-" + number;
        }
    }

    /** @param signUntil 24:00 of the 15th day after it was mailed, when it completes by itself */
    public record Shipment(String courier, String trackingNumber, Instant mailedAt, Instant signUntil) {
    }

    /**
     * @param to       where it goes, which finance may have corrected; {@code null} unless it goes by e-mail
     * @param underway whether a mail was put and not heard of yet
     * @param due      by when finance settles what could not be sent, or {@code null}
     * @param times    how often a mail was put
     */
    public record Sending(String to, boolean underway, LocalDate due, int times) {
    }

    /** What is left of it to be taken back by red invoices. */
    public Money left() {
        return amount.minus(redTotal);
    }

    public boolean onPaper() {
        return address.kind() == DeliveryAddress.Kind.POSTAL;
    }

    /** What people are told of its status, a key of {@code invoicing.applicationStatus}: a return shows first. */
    public String shown() {
        if (openReturnId != null) {
            return "RETURNING";
        }
        return status.isIssued() && left().isZero() ? "RETURNED" : status.name();
    }
}
