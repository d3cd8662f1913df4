package zhangfang.report;

import java.util.Locale;

/** The files that a report can be had as. */
public enum ReportFormat {
    CSV(ReportFormat.CSV_TYPE),
    XLSX(ReportFormat.XLSX_TYPE),
    PDF(ReportFormat.PDF_TYPE);

    public static final String CSV_TYPE = "text/csv;charset=UTF-8";
    public static final String XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    public static final String PDF_TYPE = "application/pdf";

    private final String mediaType;

    ReportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** What the name of such a file ends with, without the dot. */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }
}
