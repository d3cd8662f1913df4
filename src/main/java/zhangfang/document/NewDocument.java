package zhangfang.document;

/** A file as it was sent; its content decides what it is, not its name or the type it claims. */
public record NewDocument(String fileName, Document.Category category, byte[] content) {
}
