package zhangfang.web;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import zhangfang.board.OpenWork;
import zhangfang.identity.CurrentActor;
import zhangfang.ordering.Packages;
import zhangfang.ordering.ServicePackage;
import zhangfang.process.DecisionTables;
import zhangfang.process.DecisionTables.Table;
import zhangfang.refusal.Refusal;

/** The rules by which processes decide (业务规则), as tables, and what they answer to given conditions. */
@Controller
class RulesPage {

    private final DecisionTables tables;
    private final Packages packages;
    private final FormErrors formErrors;
    private final MessageSource messages;
    private final CurrentActor currentActor;

    RulesPage(DecisionTables tables, Packages packages, FormErrors formErrors, MessageSource messages,
            CurrentActor currentActor) {
        this.tables = tables;
        this.packages = packages;
        this.formErrors = formErrors;
        this.messages = messages;
        this.currentActor = currentActor;
    }

    /** @param table the table that is asked with the other parameters, or none */
    @GetMapping("/rules")
    String show(@RequestParam(required = false) String table, @RequestParam Map<String, String> given, Model model,
            Locale locale) {
        OpenWork.requireWatcher(currentActor.get());
        List<Table> all = tables.all();
        model.addAttribute("tables", all);
        model.addAttribute("cells", new Cells(words(all, locale),
                messages.getMessage("board.rules.any", null, locale)));
        model.addAttribute("asked", table);
        model.addAttribute("given", given);
        model.addAttribute("errors", FormErrors.Errors.NONE);
        if (table != null) {
            try {
                model.addAttribute("answer", tables.ask(table, given));
            } catch (Refusal refusal) {
                model.addAttribute("errors", formErrors.of(refusal, locale));
            }
        }
        return "board/rules";
    }

    /** The values that the tables list, in people's words: packages by their names. */
    private Map<String, String> words(List<Table> all, Locale locale) {
        Map<String, String> words = new LinkedHashMap<>(packages.offered().stream()
                .collect(Collectors.toMap(ServicePackage::code, ServicePackage::name)));
        all.stream().flatMap(table -> table.inputs().stream()).flatMap(input -> input.values().stream())
                .forEach(value -> words.putIfAbsent(value,
                        messages.getMessage("board.rules.value." + value, null, value, locale)));
        return words;
    }

    /** Cells of a decision table as people read them. */
    record Cells(Map<String, String> words, String any) {

        public String word(String value) {
            return words.getOrDefault(value, value);
        }

        public String of(String cell) {
            if (cell.isBlank() || cell.equals("-")) {
                return any;
            }
            String plain = cell.replace("<=", "≤").replace(">=", "≥").replace("\"", "");
            return Arrays.stream(plain.split(",")).map(part -> word(part.strip()))
                    .collect(Collectors.joining(", "));
        }
    }
}
