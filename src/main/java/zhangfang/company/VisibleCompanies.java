package zhangfang.company;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The condition that leaves, of all companies, those that one person may see and a text is found in. */
record VisibleCompanies(String condition, Map<String, Object> parameters) {

    /** Nothing but what the text leaves. */
    static VisibleCompanies all(String text) {
        return new VisibleCompanies("", Map.of()).with(text);
    }

    /** Those of this keeper and these ids. @param keeper {@code null}: of no keeper */
    static VisibleCompanies of(String keeper, Set<String> ids, String text) {
        // a list that is never empty: "in ()" is no SQL
        List<String> listed = new ArrayList<>(ids);
        listed.add("");
        return new VisibleCompanies(" where (keeper_id = :keeper or id in (:ids))",
                Map.of("keeper", keeper == null ? "" : keeper, "ids", listed)).with(text);
    }

    private VisibleCompanies with(String text) {
        if (text.isEmpty()) {
            return this;
        }
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("text", "%" + escaped(text.toUpperCase(Locale.ROOT)) + "%");
        return new VisibleCompanies(condition + (condition.isEmpty() ? " where" : " and") + """
                 (upper(name) like :text escape '!' or uscc like :text escape '!'
                  or upper(contact_name) like :text escape '!' or upper(contact_phone) like :text escape '!')""", all);
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
