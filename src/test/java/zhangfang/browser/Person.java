package zhangfang.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;

/** Somebody in front of a browser. */
final class Person {

    private final String userId;
    private final String address;
    private final Page page;
    private int screenshots;

    Person(String userId, String address, Page page) {
        this.userId = userId;
        this.address = address;
        this.page = page;
    }

    Page page() {
        return page;
    }

    /** Signs in on the sign-in page, where any page leads who is not signed in. */
    void signIn(String password) {
        page.navigate(address + "/");
        page.waitForURL("**/sign-in");
        page.fill("input[name=username]", userId);
        page.fill("input[name=password]", password);
        shot("sign-in");
        page.click("button[type=submit]");
        page.waitForURL(url -> !url.contains("/sign-in"));
    }

    Response goTo(String path) {
        return page.navigate(address + path);
    }

    void openTasklist() {
        goTo("/camunda/app/tasklist/default/");
        page.waitForSelector(".start-process-action, [cam-tasklist-filters], .task-filters");
    }

    void shot(String name) {
        screenshots++;
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
                .setPath(Browser.SCREENSHOTS.resolve("%s-%02d-%s.png".formatted(userId, screenshots, name))));
    }
}
