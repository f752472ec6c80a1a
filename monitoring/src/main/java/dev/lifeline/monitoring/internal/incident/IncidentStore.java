package dev.lifeline.monitoring.internal.incident;

import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.incident.Incident;
import dev.lifeline.domain.incident.IncidentKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The incidents, up to a limit, beyond which the oldest ended ones are removed. Does no input or output. Confined to
 * its owner's thread or lock.
 */
final class IncidentStore {
    private final Map<String, Incident> incidents = new LinkedHashMap<>();
    private final String run;
    private final int max;
    private final Consumer<Incident> changes;
    private long opened;

    /**
     * @param run unique name of this run of the service
     * @param changes receives each incident that begins, changes materially, or ends
     */
    IncidentStore(String run, int max, Consumer<Incident> changes) {
        this.run = run;
        this.max = max;
        this.changes = changes;
    }

    /** Adds incidents of earlier runs, oldest first; the ends of those that were ongoing are unknown. */
    void enter(Collection<Incident> former) {
        for (Incident incident : former) {
            if (incident.isOngoing()) {
                write(incident.lostSightOf(incident.evidence() + "; the service stopped meanwhile"));
            } else {
                update(incident);
            }
        }
    }

    /** Opens an incident. */
    Incident open(
            IncidentKind kind, @Nullable FailureReason cause, String evidence, Instant startedAt, Instant detectedAt) {
        opened++;
        return write(Incident.ongoing(run + "-" + opened, kind, cause, evidence, startedAt, detectedAt));
    }

    /** Adds an incident that had ended when it was detected. */
    void note(IncidentKind kind, String evidence, Instant from, Instant to) {
        opened++;
        write(Incident.ongoing(run + "-" + opened, kind, null, evidence, from, to)
                .ended(to, Duration.between(from, to)));
    }

    /** Replaces an incident by its new state and reports it. */
    Incident write(Incident incident) {
        update(incident);
        changes.accept(incident);
        return incident;
    }

    /** Replaces an incident by its new state without reporting it, because the change is not material. */
    Incident update(Incident incident) {
        incidents.put(incident.id(), incident);
        if (incidents.size() > max) {
            oldestEnded().ifPresent(incidents::remove);
        }
        return incident;
    }

    private Optional<String> oldestEnded() {
        return incidents.values().stream()
                .filter(incident -> !incident.isOngoing())
                .map(Incident::id)
                .findFirst();
    }

    /** Returns the newest incidents, newest first. */
    List<Incident> newest(int limit) {
        List<Incident> all = new ArrayList<>(incidents.values());
        Collections.reverse(all);
        return List.copyOf(all.subList(0, Math.min(limit, all.size())));
    }

    /** Returns the newest ongoing incident of the kind. */
    Optional<Incident> ongoing(IncidentKind kind) {
        return incidents.values().stream()
                .filter(incident -> incident.isOngoing() && incident.kind() == kind)
                .reduce((older, newer) -> newer);
    }
}
