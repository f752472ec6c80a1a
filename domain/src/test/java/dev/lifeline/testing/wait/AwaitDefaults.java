package dev.lifeline.testing.wait;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Awaitility defaults for all tests: a short poll interval, which saves a tenth of a second per wait, and a long
 * timeout, because the machine may be busy. JUnit registers this class automatically.
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
