package zhangfang.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;
import org.springframework.web.util.UrlPathHelper;

/** The way from a page to its place in the guide; asked by the templates as {@code ${@help.link}}. */
@Component
class Help {

    static final String PAGE = "/help";

    private final Guide guide;
    private final HttpServletRequest request;

    Help(Guide guide, HttpServletRequest request) {
        this.guide = guide;
        this.request = request;
    }

    /** For the present page. */
    public String getLink() {
        return to(UrlPathHelper.defaultInstance.getPathWithinApplication(request));
    }

    /** For the page with this path; without a place of its own it leads to the guide's beginning. */
    public String to(String path) {
        String anchor = guide.anchorOf(path);
        return anchor == null ? PAGE : PAGE + "#" + UriUtils.encodeFragment(anchor, "UTF-8");
    }
}
