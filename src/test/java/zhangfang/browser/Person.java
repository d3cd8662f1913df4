package zhangfang.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.function.Consumer;

/** Somebody in front of a browser, who uses what is on the pages. */
final class Person {

    private final String userId;
    private final String address;
    private final Page page;

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
        page.waitForSelector(".start-process-action");
        page.waitForSelector(".task-filter.active");
    }

    /** Starts a process by its start form. */
    void start(String process, String picture, Consumer<Locator> fill) {
        openTasklist();
        page.click(".start-process-action a");
        page.locator(".modal-dialog .processes a", new Page.LocatorOptions().setHasText(process)).click();
        Locator form = page.locator(".modal-dialog .injected-form-wrapper form");
        form.waitFor();
        fill.accept(form);
        shot(picture);
        page.click(".modal-footer button[type=submit]:not([disabled])");
        page.locator(".modal-dialog").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    }

    /** Finds the task among all that this person may see, claims it, fills the form in and completes it. */
    void complete(String task, String picture, Consumer<Locator> fill) {
        openTasklist();
        page.locator(".task-filter", new Page.LocatorOptions().setHasText("全部待办")).first().click();
        page.locator(".tasks-list .task", new Page.LocatorOptions().setHasText(task)).first().click();
        page.locator(".task-card h2", new Page.LocatorOptions().setHasText(task)).waitFor();
        page.locator(".task-card .assignee").first().waitFor();
        if (page.locator(".task-card button.claim").isVisible()) {
            page.click(".task-card button.claim");
            page.locator(".task-card button.claim").waitFor(
                    new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        }
        Locator form = page.locator(".task-card .injected-form-wrapper form");
        form.waitFor();
        fill.accept(form);
        page.waitForTimeout(500);
        shot(picture);
        Response answer = page.waitForResponse(response -> response.url().endsWith("/submit-form"),
                () -> page.click(".task-card .form-actions button.btn-primary:not([disabled])"));
        assertThat(answer.ok()).as(answer.text()).isTrue();
    }

    void shot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
                .setPath(Browser.SCREENSHOTS.resolve(userId + "-" + name + ".png")));
    }
}
