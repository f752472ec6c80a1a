package dev.lifeline.app.config;

import java.util.List;

/** The service cannot start with these settings. Lists all problems, without secrets. */
public final class InvalidConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    InvalidConfigurationException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Returns one line for each problem. */
    public List<String> problems() {
        return problems;
    }
}
