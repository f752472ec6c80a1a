package dev.lifeline.persistence.history;

import static org.awaitility.Awaitility.await;

import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.TransactionInDoubtException;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectId;
import dev.lifeline.domain.project.ProjectOutcome;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.domain.write.WriteInProgressException;
import dev.lifeline.domain.write.WriteResult;
import dev.lifeline.persistence.history.History.Count;
import dev.lifeline.testing.wait.Bounded;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Client that sends one request after another, mostly for projects that other clients change as well. Confined to one
 * thread.
 */
final class Caller {
    private static final int SHARED_SLUGS = 3;
    private static final int MOST_KNOWN = 6;

    private final String name;
    private final Subject subject;
    private final History history;
    private final Random random;
    private final Map<ProjectId, Project> known = new LinkedHashMap<>();
    private int number;

    Caller(String name, Subject subject, History history, Random random) {
        this.name = name;
        this.subject = subject;
        this.history = history;
        this.random = random;
    }

    void doSomething() {
        number++;
        int choice = random.nextInt(20);
        if (choice < 1) {
            look();
        } else if (choice < 8) {
            read();
        } else if (choice < 12 || known.isEmpty()) {
            write(WriteRequest.create(oneIn(4) ? ownSlug() : sharedSlug(), title()));
        } else if (choice < 18) {
            Project project = any();
            String slug = oneIn(4) ? sharedSlug() : project.slug().value();
            write(WriteRequest.replace(project.id(), condition(project), slug, title()));
        } else {
            Project project = any();
            write(WriteRequest.delete(
                    project.id(), condition(project), project.slug().value()));
        }
    }

    private boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }

    private String sharedSlug() {
        return "shared-" + random.nextInt(SHARED_SLUGS);
    }

    private String ownSlug() {
        return name + "-" + number;
    }

    private String title() {
        return name + " " + number;
    }

    private Project any() {
        return List.copyOf(known.values()).get(random.nextInt(known.size()));
    }

    private @Nullable Long condition(Project project) {
        return oneIn(5) ? null : project.version();
    }

    private void look() {
        long begun = System.nanoTime();
        try {
            List<Project> states = subject.list();
            long ended = System.nanoTime();
            states.forEach(state -> record(new ReadRecord(new ProjectReference.ById(state.id()), begun, ended, state)));
        } catch (DatabaseUnavailableException e) {
            waitBriefly(); // a failed read provides no information
        }
    }

    private void read() {
        ProjectReference reference = oneIn(2) || known.isEmpty()
                ? new ProjectReference.BySlug(new Slug(sharedSlug()))
                : new ProjectReference.ById(any().id());
        long begun = System.nanoTime();
        try {
            Optional<Project> state = subject.find(reference);
            record(new ReadRecord(reference, begun, System.nanoTime(), state.orElse(null)));
        } catch (DatabaseUnavailableException e) {
            waitBriefly(); // a failed read provides no information
        }
    }

    private void record(ReadRecord read) {
        history.add(read);
        if (read.state() != null) {
            remember(read.state());
        }
    }

    private void remember(Project state) {
        known.remove(state.id());
        known.put(state.id(), state);
        if (known.size() > MOST_KNOWN) {
            known.remove(known.keySet().iterator().next());
        }
    }

    private void write(WriteRequest request) {
        long begun = System.nanoTime();
        @Nullable ProjectOutcome outcome = oneIn(20) ? writeTwice(request) : writeUntilKnown(request, random, false);
        history.add(new WriteRecord(request, begun, System.nanoTime(), outcome));
        if (outcome != null && oneIn(10)) {
            writeAgain(request, outcome);
        }
        if (outcome != null && outcome.project() != null) {
            remember(outcome.project());
        } else if (outcome != null && request.id() != null && outcome.kind() != ProjectOutcome.Kind.SLUG_TAKEN) {
            known.remove(request.id());
        }
    }

    /** Sends the same write twice concurrently. Both must get the same outcome. */
    private @Nullable ProjectOutcome writeTwice(WriteRequest request) {
        history.count(Count.TWICE);
        Random another = new Random(random.nextLong());
        CompletableFuture<@Nullable ProjectOutcome> other = CompletableFuture.supplyAsync(
                () -> writeUntilKnown(request, another, true), work -> new Thread(work, name + "-twin").start());
        ProjectOutcome one = writeUntilKnown(request, random, true);
        ProjectOutcome two = Bounded.get(other);
        if (one != null && two != null && !one.equals(two)) {
            history.violation("two outcomes of " + request + ": " + one + " and " + two);
        }
        return one == null ? two : one;
    }

    /**
     * Sends the write until there is an outcome, or until it has certainly not happened.
     *
     * @return null if the write did not happen
     */
    private @Nullable ProjectOutcome writeUntilKnown(WriteRequest request, Random chance, boolean twice) {
        boolean unknown = false;
        boolean failed = false;
        while (true) {
            try {
                WriteResult<ProjectOutcome> answer = subject.write(request);
                if (answer.replayed() && !unknown && !twice) {
                    history.violation("reported as replayed, but nothing had been written before: " + request);
                }
                if (unknown) {
                    history.count(Count.RESOLVED);
                }
                return answer.value();
            } catch (TransactionInDoubtException e) {
                unknown = true;
                history.count(Count.IN_DOUBT);
            } catch (WriteInProgressException e) {
                history.count(Count.IN_PROGRESS);
                if (!unknown && !failed && !twice) {
                    history.violation("reported as in progress, but there is no other request: " + request);
                }
            } catch (DatabaseUnavailableException e) {
                waitBriefly();
                if (!unknown && chance.nextBoolean()) {
                    return null;
                }
                failed = true;
                history.count(Count.RETRIED);
            }
        }
    }

    /** Waits like a client that obeys Retry-After, but for a shorter time. */
    private static void waitBriefly() {
        await().pollDelay(Duration.ofMillis(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> true);
    }

    /** Sends a completed write again; the response must repeat the outcome and be marked as replayed. */
    private void writeAgain(WriteRequest request, ProjectOutcome outcome) {
        try {
            WriteResult<ProjectOutcome> answer = subject.write(request);
            history.count(Count.REPLAYED);
            if (!answer.equals(new WriteResult<>(outcome, true))) {
                history.violation("first " + outcome + " and then " + answer + ": " + request);
            }
        } catch (TransactionInDoubtException | DatabaseUnavailableException e) {
            // The database is unavailable; nothing to verify.
        }
    }
}
