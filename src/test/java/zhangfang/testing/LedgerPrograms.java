package zhangfang.testing;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Assumptions;

/** Other people's ledger programs, run on our files: hledger and Beancount, as Debian packages them. */
public final class LedgerPrograms {

    private LedgerPrograms() {
    }

    /** Skips the test, saying so, where one of the programs is not installed. */
    public static void assumeInstalled(String... programs) {
        for (String program : programs) {
            boolean there = Stream.of(System.getenv("PATH").split(":"))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
            if (!there) {
                System.err.println("SKIPPED: " + program + " is not installed (Debian packages hledger, beancount)");
            }
            Assumptions.assumeTrue(there, program + " is not installed (Debian packages hledger, beancount)");
        }
    }

    /** What a program prints as CSV, without its header. */
    public static List<CSVRecord> csv(List<String> command) {
        try {
            return CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).get()
                    .parse(new StringReader(run(command))).getRecords();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What a program prints. @throws AssertionError if it fails, with what it says */
    public static String run(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C.UTF-8");
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new AssertionError(String.join(" ", command) + " failed: " + output);
            }
            return output;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
