package dev.lifeline.persistence.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.project.Slug;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Results of all requests. */
record Report(List<RequestResult> results) {

    /**
     * Asserts that no request failed. The exception is a write in doubt, if its COMMIT was in flight when the server
     * went down.
     */
    Report assertNoneFailed() {
        assertThat(failures()).as("failed requests of " + results.size()).isEmpty();
        return this;
    }

    Report assertNoneWaitedLongerThan(Duration limit) {
        assertThat(longest()).isLessThan(limit);
        return this;
    }

    Map<String, Long> failures() {
        return results.stream()
                .filter(result -> !result.isServed())
                .collect(Collectors.groupingBy(RequestResult::text, Collectors.counting()));
    }

    long inDoubt() {
        return results.stream().filter(RequestResult::isInDoubt).count();
    }

    Duration longest() {
        return results.stream()
                .map(RequestResult::took)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Returns the time of the last response to requests due before the given moment, relative to that moment. */
    Duration lastLateAfter(long nanos) {
        return Duration.ofNanos(results.stream()
                .filter(result -> result.due() < nanos)
                .mapToLong(result -> result.answered() - nanos)
                .max()
                .orElse(0));
    }

    /** Returns the slugs of acknowledged writes. */
    Set<String> acknowledged() {
        return results.stream()
                .filter(RequestResult::isServed)
                .map(RequestResult::written)
                .filter(Objects::nonNull)
                .map(Slug::value)
                .collect(Collectors.toSet());
    }
}
