package zhangfang.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NoticeCategoryTest {

    @Test
    void everySentenceOfANoticeHasACategory() throws IOException {
        assertThat(noticeKeys()).hasSizeGreaterThan(20)
                .allSatisfy(key -> assertThat(NoticeCategory.known(key)).as(key).isPresent());
    }

    @Test
    void theSentenceItselfCountsBeforeItsModule() {
        assertThat(NoticeCategory.of("ordering.notice.refunded")).isEqualTo(NoticeCategory.MONEY);
        assertThat(NoticeCategory.of("ordering.notice.claimed")).isEqualTo(NoticeCategory.PROGRESS);
        assertThat(NoticeCategory.of("flow.notice.taskWaiting")).isEqualTo(NoticeCategory.TASK);
        assertThat(NoticeCategory.of("wallet.notice.topUpConfirmed")).isEqualTo(NoticeCategory.MONEY);
    }

    /** Keys of sentences that people are told: {@code <module>.notice.…}, and the module's own. */
    private static List<String> noticeKeys() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/messages"))) {
            return files.filter(file -> !file.toString().endsWith("_en.properties"))
                    .flatMap(NoticeCategoryTest::lines)
                    .filter(line -> line.matches("([a-z]+\\.)?notice\\..*=.*"))
                    .map(line -> line.substring(0, line.indexOf('='))).toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
