package zhangfang.statements;

import com.fasterxml.jackson.annotation.JsonValue;
import zhangfang.refusal.Refusal;

/** Whose form of the statements (报表表样): lines and their numbers are the same, columns and some items are not. */
public enum Layout {
    /** The Ministry of Finance's (财政部表样, 财会〔2011〕17号 附录). */
    MINISTRY("ministry"),
    /** The electronic tax bureau's (电子税务局表样), in which statements are filed. */
    TAX_BUREAU("tax-bureau");

    private final String text;

    Layout(String text) {
        this.text = text;
    }

    /** The name in addresses and in JSON. */
    @JsonValue
    public String text() {
        return text;
    }

    /** @throws Refusal invalid, if there is no such layout */
    public static Layout parse(String text) {
        for (Layout layout : values()) {
            if (layout.text.equals(text)) {
                return layout;
            }
        }
        throw Refusal.field("layout", "statements.layout.unknown", text);
    }
}
