package zhangfang.notice;

/** The documents that mails carry; implemented where documents are kept. */
public interface Attachments {

    /** A file as a mail carries it. */
    record Attachment(String fileName, String mediaType, byte[] content) {
    }

    /** A kept document, whoever asks: who may send it was decided when the mail was put. */
    Attachment attachment(String documentId);
}
