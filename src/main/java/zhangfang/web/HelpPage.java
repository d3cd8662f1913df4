package zhangfang.web;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/** The guide (使用指南), a chapter for each role; anybody may read it, also before registering. */
@Controller
class HelpPage {

    private final Guide guide;
    private final ResourceUrlProvider resources;
    private volatile String html;

    HelpPage(Guide guide, ResourceUrlProvider resources) {
        this.guide = guide;
        this.resources = resources;
    }

    @GetMapping(Help.PAGE)
    String show(Model model) {
        if (html == null) {
            html = guide.html(picture -> resources.getForLookupPath("/assets/" + picture));
        }
        model.addAttribute("chapters", guide.chapters());
        model.addAttribute("guide", html);
        return "help";
    }
}
