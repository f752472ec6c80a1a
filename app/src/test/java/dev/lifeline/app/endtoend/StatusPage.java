package dev.lifeline.app.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The status page in a browser. Records everything that the page must not do. Confined to the thread of its browser.
 */
final class StatusPage implements AutoCloseable {
    /**
     * Messages of the browser itself if a service is unreachable or refuses a request; the page cannot prevent them.
     */
    private static final String BROWSER_S_OWN = "Failed to load resource";

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final Page page;
    private final String address;
    private final List<String> complaints = new ArrayList<>();
    private int loads;

    private StatusPage(Page page, String address) {
        this.page = page;
        this.address = address;
    }

    static StatusPage open(Browser browser, String address, Browser.NewContextOptions viewer) {
        StatusPage opened = new StatusPage(browser.newContext(viewer).newPage(), address);
        opened.listen();
        return opened;
    }

    private void listen() {
        page.addInitScript("addEventListener('securitypolicyviolation',"
                + " event => console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))");
        page.onConsoleMessage(message -> {
            boolean bad = message.type().equals("error") || message.type().equals("warning");
            if (bad && !message.text().startsWith(BROWSER_S_OWN)) {
                complaints.add("console: " + message.text());
            }
        });
        page.onPageError(error -> complaints.add("script: " + error));
        page.onRequest(this::mustStayHere);
        page.onDOMContentLoaded(loaded -> loads++);
    }

    private void mustStayHere(Request request) {
        if (!request.url().startsWith(address + "/") && !request.url().startsWith("data:")) {
            complaints.add("request: " + request.url());
        }
    }

    StatusPage load() {
        page.navigate(address + "/");
        return this;
    }

    /** Returns the browser's page, for actions that only one test needs. */
    Page page() {
        return page;
    }

    Locator find(String selector) {
        return page.locator(selector);
    }

    /** Waits until the state is this word. */
    void awaitState(String word, Duration limit) {
        awaitText("#state-word", word, limit);
    }

    /** Waits until an element has this text in it. */
    void awaitText(String selector, String text, Duration limit) {
        assertThat(find(selector)).containsText(text, new ContainsTextOptions().setTimeout(limit.toMillis()));
    }

    /** Waits until an element shows a number of at least this. */
    void awaitAtLeast(String selector, double least, Duration limit) {
        page.waitForCondition(
                () -> number(find(selector).textContent()) >= least,
                new Page.WaitForConditionOptions().setTimeout(limit.toMillis()));
    }

    /** Returns the number in a text, or -1 for a text without digits, such as the dash of a missing value. */
    private static double number(String text) {
        String digits = text.replaceAll("[^0-9.]", "");
        return digits.isEmpty() ? -1 : Double.parseDouble(digits);
    }

    /** Presses Tab until that element has the focus. */
    void tabTo(String id) {
        for (int i = 0; i < 20 && !id.equals(focused()); i++) {
            page.keyboard().press("Tab");
        }
        assertThat(find("#" + id)).isFocused();
    }

    private Object focused() {
        return page.evaluate("document.activeElement.id");
    }

    /** Returns how often the page was loaded. */
    int loads() {
        return loads;
    }

    /** Returns forbidden actions of the page: errors, violations of its policy, requests to other hosts. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Returns the accessibility problems that axe-core finds in the current page. */
    @SuppressWarnings("unchecked")
    List<String> barriers() {
        page.evaluate(axe());
        return (List<String>) page.evaluate("() => axe.run().then(found => found.violations.flatMap(rule =>"
                + " rule.nodes.map(node => rule.id + ' ' + node.target + ': ' + node.failureSummary)))");
    }

    private static String axe() {
        try (InputStream script = StatusPage.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns by how many pixels the page is wider than the window. */
    int overflow() {
        return (int) page.evaluate("document.documentElement.scrollWidth - innerWidth");
    }

    /** Saves a screenshot for review by a person. */
    void screenshot(String name) {
        page.screenshot(new ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }

    @Override
    public void close() {
        page.context().close();
    }
}
