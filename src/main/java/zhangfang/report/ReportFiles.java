package zhangfang.report;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import zhangfang.refusal.Refusal;

/** Writes reports as files. */
@Component
public class ReportFiles {

    private final MessageSource messages;

    ReportFiles(MessageSource messages) {
        this.messages = messages;
    }

    /**
     * @param locale the language of what surrounds the report's own words
     * @throws Refusal invalid, if the report has more rows than are laid out on paper at once
     */
    public byte[] write(Report report, ReportFormat format, Locale locale) {
        return switch (format) {
            case CSV -> CsvReport.write(report);
            case XLSX -> ExcelReport.write(report, frame(report, locale));
            case PDF -> PaperReport.write(report, frame(report, locale));
        };
    }

    private Frame frame(Report report, Locale locale) {
        return new Frame(messages.getMessage("report.company", new Object[] {report.company()}, locale),
                messages.getMessage("report.unit", null, locale), locale.toLanguageTag());
    }

    /** What surrounds every report on paper: 编制单位：…, 单位：元. */
    record Frame(String company, String unit, String language) {
    }
}
