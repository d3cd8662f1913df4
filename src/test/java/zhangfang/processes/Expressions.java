package zhangfang.processes;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an expression of a model, such as {@code ${serviceOrderFacts.startConfirmationEnds(execution)}}, refers to. */
final class Expressions {

    private static final Pattern EXPRESSION = Pattern.compile("[$#]\\{(.*?)}", Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("'[^']*'|\"[^\"]*\"");
    private static final Pattern CALL = Pattern.compile("(?<![.\\w])([A-Za-z_]\\w*)\\.([A-Za-z_]\\w*)\\s*\\(([^()]*)\\)");
    private static final Pattern NAME = Pattern.compile("(?<![.\\w])([A-Za-z_]\\w*)(?!\\w|\\s*\\()(\\.?)");
    private static final Set<String> WORDS = Set.of("true", "false", "null", "empty", "not", "and", "or", "eq", "ne", "lt",
            "gt", "le", "ge", "div", "mod", "instanceof");
    /** What the engine gives to every expression. */
    private static final Set<String> OF_THE_ENGINE = Set.of("execution", "task", "now", "dateTime", "currentUser",
            "authenticatedUserId", "caseExecution", "externalTask", "variableScope");

    /** {@code bean.method(…)} with its number of arguments. */
    record Call(String bean, String method, int arguments) {
    }

    private Expressions() {
    }

    static List<Call> calls(String text) {
        return EXPRESSION.matcher(text).results().map(result -> withoutTexts(result.group(1)))
                .flatMap(inner -> CALL.matcher(inner).results())
                .filter(call -> !OF_THE_ENGINE.contains(call.group(1)))
                .map(call -> new Call(call.group(1), call.group(2), count(call.group(3)))).toList();
    }

    /** Names that stand alone: variables, or the bean of a delegate expression. */
    static Set<String> variables(String text) {
        Set<String> names = new TreeSet<>();
        EXPRESSION.matcher(text).results().map(result -> withoutTexts(result.group(1))).forEach(inner -> {
            Matcher name = NAME.matcher(inner);
            while (name.find()) {
                if (name.group(2).isEmpty() && !WORDS.contains(name.group(1)) && !OF_THE_ENGINE.contains(name.group(1))) {
                    names.add(name.group(1));
                }
            }
        });
        return names;
    }

    private static String withoutTexts(String expression) {
        return TEXT.matcher(expression).replaceAll("''");
    }

    private static int count(String arguments) {
        return arguments.isBlank() ? 0 : arguments.split(",").length;
    }
}
