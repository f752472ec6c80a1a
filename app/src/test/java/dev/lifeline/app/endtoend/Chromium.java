package dev.lifeline.app.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import dev.lifeline.testing.program.InstalledProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Chromium browser that is installed on this machine, without a window. Confined to one thread. */
final class Chromium implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private static final String MISSING = "SKIPPED: no Chromium on the PATH (" + String.join(", ", NAMES)
            + "), so the status page is not tested; docs/contributing.md#browser-tests describes how to install one";

    /** Options for a run as root, without a display and without questions to a user. */
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Path executable) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new LaunchOptions().setExecutablePath(executable).setArgs(ARGUMENTS));
    }

    /** Starts the browser. If it is not installed, the test is skipped, with a message on the standard error. */
    static Chromium started() {
        Optional<Path> executable = find();
        if (executable.isEmpty()) {
            System.err.println(MISSING);
        }
        assumeTrue(executable.isPresent(), MISSING);
        return new Chromium(executable.orElseThrow());
    }

    private static Optional<Path> find() {
        return NAMES.stream()
                .map(InstalledProgram::find)
                .flatMap(Optional::stream)
                .findFirst()
                .map(InstalledProgram::path);
    }

    /** Opens a page as that viewer sees it. */
    StatusPage open(String address, Browser.NewContextOptions viewer) {
        return StatusPage.open(browser, address, viewer);
    }

    /** Opens a page as most people see it. */
    StatusPage open(String address) {
        return open(address, new Browser.NewContextOptions());
    }

    @Override
    public void close() {
        playwright.close(); // this ends the browser as well
    }
}
