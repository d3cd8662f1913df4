package zhangfang.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a form says it submits and what may be refused, in a comment at its top:
 *
 * <pre>
 * &lt;!--
 * submits
 *   decision | String | yes | CONFIRM or OBJECT
 *   reason | String | when decision is OBJECT | up to 500 characters
 * refuses
 *   engagement.confirmation.tooLate
 * --&gt;
 * </pre>
 *
 * <p>Whoever completes the step over REST reads it in {@code docs/processes.md}; refusals are keys of messages.
 */
record FormContract(Path file, List<Variable> variables, List<String> refusals, String html) {

    private static final Pattern COMMENT = Pattern.compile("<!--(.*?)-->", Pattern.DOTALL);
    /** {@code put('name', 'Type', …)} and {@code submit('name', 'Type', …)} of a form's script. */
    private static final Pattern SUBMITTED = Pattern.compile("\\b(?:put|submit)\\('(\\w+)',\\s*'(\\w+)'");

    /** @param required {@code yes}, {@code no} or when */
    record Variable(String name, String type, String required, String meaning) {
    }

    static FormContract read(Path file) {
        String html;
        try {
            html = Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String comment = COMMENT.matcher(html).results().map(result -> result.group(1).strip())
                .filter(text -> text.startsWith("submits")).findFirst().orElse("");
        List<Variable> variables = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        boolean refuses = false;
        for (String line : comment.lines().map(String::strip).filter(text -> !text.isEmpty()).skip(1).toList()) {
            if (line.equals("refuses")) {
                refuses = true;
            } else if (refuses) {
                refusals.add(line);
            } else if (!line.equals("nothing")) {
                String[] cells = line.split("\\s*\\|\\s*", 4);
                variables.add(new Variable(cells[0], cells[1], cells[2], cells.length > 3 ? cells[3] : ""));
            }
        }
        return new FormContract(file, variables, refusals, html);
    }

    boolean isStated() {
        return html.contains("submits\n");
    }

    /** The stated variables with their types; without those that only REST clients send, which are files. */
    Set<String> statedOfForm() {
        return variables.stream().filter(variable -> !variable.type().equals("File"))
                .map(variable -> variable.name() + " " + variable.type()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The variables that the form's script really submits, with their types. */
    Set<String> submitted() {
        return SUBMITTED.matcher(html).results().map(call -> call.group(1) + " " + call.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
