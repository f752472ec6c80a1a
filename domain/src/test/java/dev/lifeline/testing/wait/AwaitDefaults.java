package dev.lifeline.testing.wait;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Awaitility's defaults for all tests: conditions are checked often, which saves a tenth of a second at each wait, and given up late,
 * since the machine may be busy. JUnit finds this class by itself.
 */
public final class AwaitDefaults implements BeforeAllCallback {
    private static final Duration EVERY = Duration.ofMillis(20);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultPollInterval(EVERY);
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultTimeout(LIMIT);
    }
}
