package zhangfang.web;

import zhangfang.testing.IntegrationTest;

@IntegrationTest
class BooksOnH2Benchmark extends BooksBenchmark {
}
