package zhangfang.web;

import zhangfang.testing.PostgresTest;

@PostgresTest
class BooksOnPostgresBenchmark extends BooksBenchmark {
}
