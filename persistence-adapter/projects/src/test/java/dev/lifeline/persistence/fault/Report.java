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

/** What became of all requests. */
record Report(List<Fate> fates) {

    /** Nobody noticed anything but a wait; whose COMMIT was under way when the server went may be in doubt. */
    Report assertNoneFailed() {
        assertThat(failures()).as("failed requests of " + fates.size()).isEmpty();
        return this;
    }

    Report assertNoneWaitedLongerThan(Duration limit) {
        assertThat(longest()).isLessThan(limit);
        return this;
    }

    Map<String, Long> failures() {
        return fates.stream()
                .filter(fate -> !fate.isServed())
                .collect(Collectors.groupingBy(Fate::text, Collectors.counting()));
    }

    long inDoubt() {
        return fates.stream().filter(Fate::isInDoubt).count();
    }

    Duration longest() {
        return fates.stream().map(Fate::took).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    /** The last answer to those who had come before a moment, counted from then. */
    Duration lastLateAfter(long nanos) {
        return Duration.ofNanos(fates.stream()
                .filter(fate -> fate.due() < nanos)
                .mapToLong(fate -> fate.answered() - nanos)
                .max()
                .orElse(0));
    }

    /** What the clients were told is written. */
    Set<String> acknowledged() {
        return fates.stream()
                .filter(Fate::isServed)
                .map(Fate::written)
                .filter(Objects::nonNull)
                .map(Slug::value)
                .collect(Collectors.toSet());
    }
}
