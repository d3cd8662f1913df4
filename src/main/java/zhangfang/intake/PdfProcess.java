package zhangfang.intake;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import zhangfang.intake.PdfContent.Verdict;
import zhangfang.refusal.Refusal;

/**
 * Opens a PDF file in a process of its own. A PDF library unpacks, recurses and loops as the file tells it, and a thread
 * can't be stopped from outside: only a process has a limit of memory that it can't pass and ends when it is told to.
 * It is given neither our environment, where passwords are, nor anything but the one file.
 */
final class PdfProcess {

    /** Heap of the process, enough for a file of 10 MB that unpacks to several times that. */
    static final String HEAP = "-Xmx192m";

    private static final long LOOK_EVERY_MILLIS = 20;
    /** What the virtual machine ends with when its heap is full. */
    private static final int OUT_OF_MEMORY = 3;
    private static final String LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

    private PdfProcess() {
    }

    /** @throws Refusal if the time is over before the file is read, or the memory full */
    static PdfContent open(byte[] content, ReadingBudget budget) {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("zhangfang-pdf");
            Path file = Files.write(folder.resolve("file.pdf"), content);
            Path answer = folder.resolve("answer");
            int end = run(command(file, answer), folder, budget);
            return end == 0 ? answer(answer) : PdfContent.refused(end == OUT_OF_MEMORY
                    ? Verdict.TOO_LARGE : Verdict.DAMAGED);
        } catch (IOException e) {
            throw new UncheckedIOException("a PDF file could not be handed to the process that reads it", e);
        } finally {
            remove(folder);
        }
    }

    private static int run(List<String> command, Path folder, ReadingBudget budget) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                budget.step();
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.conflict("einvoice.busy");
        } finally {
            end(process);
        }
    }

    private static void end(Process process) {
        process.destroyForcibly();
        boolean interrupted = Thread.interrupted();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static PdfContent answer(Path answer) throws IOException {
        if (!Files.isRegularFile(answer)) {
            return PdfContent.refused(Verdict.DAMAGED);
        }
        try (InputStream in = Files.newInputStream(answer); DataInputStream data = new DataInputStream(in)) {
            return PdfContent.read(data);
        }
    }

    private static List<String> command(Path file, Path answer) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP, "-Xss1m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError", "-Xshare:auto",
                "-Djava.awt.headless=true", "-Djava.io.tmpdir=" + file.getParent(),
                "-Dlogback.configurationFile=silent-logback.xml", "-cp", absolute(System.getProperty("java.class.path"))));
        if (ClassLoader.getSystemResource(LAUNCHER.replace('.', '/') + ".class") == null) {
            command.add(PdfOpener.class.getName());
        } else {
            // the packaged application: its classes are in a jar within the jar
            command.add(command.size() - 2, "-Dloader.main=" + PdfOpener.class.getName());
            command.add(LAUNCHER);
        }
        command.add(file.toString());
        command.add(answer.toString());
        return command;
    }

    /** The process runs in a folder of its own. */
    private static String absolute(String classPath) {
        String separator = System.getProperty("path.separator");
        return Arrays.stream(classPath.split(Pattern.quote(separator)))
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .collect(Collectors.joining(separator));
    }

    private static void remove(Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
