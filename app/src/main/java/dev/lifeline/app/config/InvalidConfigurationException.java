package dev.lifeline.app.config;

import java.util.List;

/** The service cannot start with these settings. Carries everything that is wrong with them, without any secret. */
public final class InvalidConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    InvalidConfigurationException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One line for each problem. */
    public List<String> problems() {
        return problems;
    }
}
