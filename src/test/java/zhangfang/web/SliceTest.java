package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SliceTest {

    private static final int SIZE = 50;

    @Test
    void aFullPageIsTheLastOneUnlessARowFollows() {
        assertThat(of(50, 1).more()).isFalse();
        assertThat(of(51, 1).more()).isTrue();
        assertThat(of(51, 1).rows()).hasSize(SIZE);
    }

    @Test
    void theNextPageBeginsWhereTheOneBeforeEnded() {
        assertThat(of(120, 2).rows()).startsWith(50).endsWith(99);
        assertThat(of(120, 3).rows()).startsWith(100).endsWith(119);
        assertThat(of(120, 4).rows()).isEmpty();
    }

    @Test
    void aNumberThatIsNoPageLeadsToTheNearestOne() {
        assertThat(of(120, -7).number()).isEqualTo(1);
        assertThat(of(120, Integer.MAX_VALUE).number()).isEqualTo(10_000);
    }

    private static Slice<Integer> of(int rows, int page) {
        List<Integer> all = IntStream.range(0, rows).boxed().toList();
        return Slice.read(page, SIZE, (limit, offset) -> all.stream().skip(offset).limit(limit).toList());
    }
}
