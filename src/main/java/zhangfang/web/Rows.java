package zhangfang.web;

import java.util.List;

/** The form in which every list of the API is answered: {@code {"rows": […]}}. */
record Rows<T>(List<T> rows) {
}
