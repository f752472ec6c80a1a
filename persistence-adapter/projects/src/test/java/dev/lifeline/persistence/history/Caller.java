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

/** Does one thing after another, for the most part to projects that others change as well. Confined to one thread. */
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
            write(Asked.create(oneIn(4) ? ownSlug() : sharedSlug(), title()));
        } else if (choice < 18) {
            Project project = any();
            String slug = oneIn(4) ? sharedSlug() : project.slug().value();
            write(Asked.replace(project.id(), condition(project), slug, title()));
        } else {
            Project project = any();
            write(Asked.delete(project.id(), condition(project), project.slug().value()));
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
            states.forEach(state -> saw(new Seen(new ProjectReference.ById(state.id()), begun, ended, state)));
        } catch (DatabaseUnavailableException e) {
            waitAMoment(); // a read that fails shows nothing
        }
    }

    private void read() {
        ProjectReference reference = oneIn(2) || known.isEmpty()
                ? new ProjectReference.BySlug(new Slug(sharedSlug()))
                : new ProjectReference.ById(any().id());
        long begun = System.nanoTime();
        try {
            Optional<Project> state = subject.find(reference);
            saw(new Seen(reference, begun, System.nanoTime(), state.orElse(null)));
        } catch (DatabaseUnavailableException e) {
            waitAMoment(); // a read that fails shows nothing
        }
    }

    private void saw(Seen seen) {
        history.add(seen);
        if (seen.state() != null) {
            remember(seen.state());
        }
    }

    private void remember(Project state) {
        known.remove(state.id());
        known.put(state.id(), state);
        if (known.size() > MOST_KNOWN) {
            known.remove(known.keySet().iterator().next());
        }
    }

    private void write(Asked asked) {
        long begun = System.nanoTime();
        @Nullable ProjectOutcome outcome = oneIn(20) ? askByTwo(asked) : ask(asked, random, false);
        history.add(new Told(asked, begun, System.nanoTime(), outcome));
        if (outcome != null && oneIn(10)) {
            askOnceMore(asked, outcome);
        }
        if (outcome != null && outcome.project() != null) {
            remember(outcome.project());
        } else if (outcome != null && asked.id() != null && outcome.kind() != ProjectOutcome.Kind.SLUG_TAKEN) {
            known.remove(asked.id());
        }
    }

    /** A client who does not wait for the answer before he asks again. Both must be told the same. */
    private @Nullable ProjectOutcome askByTwo(Asked asked) {
        history.count(Count.BY_TWO);
        Random another = new Random(random.nextLong());
        CompletableFuture<@Nullable ProjectOutcome> other = CompletableFuture.supplyAsync(
                () -> ask(asked, another, true), work -> new Thread(work, name + "-twin").start());
        ProjectOutcome one = ask(asked, random, true);
        ProjectOutcome two = Bounded.get(other);
        if (one != null && two != null && !one.equals(two)) {
            history.violation("two answers to " + asked + ": " + one + " and " + two);
        }
        return one == null ? two : one;
    }

    /**
     * Asks until there is an answer, and at least as long as it is unknown whether the write happened.
     *
     * @return null if it did not happen
     */
    private @Nullable ProjectOutcome ask(Asked asked, Random chance, boolean byTwo) {
        boolean unknown = false;
        boolean failed = false;
        while (true) {
            try {
                WriteResult<ProjectOutcome> answer = subject.write(asked);
                if (answer.replayed() && !unknown && !byTwo) {
                    history.violation("said to have been done before, although nothing was: " + asked);
                }
                if (unknown) {
                    history.count(Count.FOUND_OUT);
                }
                return answer.value();
            } catch (TransactionInDoubtException e) {
                unknown = true;
                history.count(Count.UNKNOWN);
            } catch (WriteInProgressException e) {
                history.count(Count.UNDER_WAY);
                if (!unknown && !failed && !byTwo) {
                    history.violation("said to be under way, although nobody else asks: " + asked);
                }
            } catch (DatabaseUnavailableException e) {
                waitAMoment();
                if (!unknown && chance.nextBoolean()) {
                    return null;
                }
                failed = true;
                history.count(Count.ASKED_AGAIN);
            }
        }
    }

    /** As whoever is told to come again later; only not for as long. */
    private static void waitAMoment() {
        await().pollDelay(Duration.ofMillis(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> true);
    }

    /** Whoever has his answer and asks again is told the same, and that it is not new. */
    private void askOnceMore(Asked asked, ProjectOutcome outcome) {
        try {
            WriteResult<ProjectOutcome> answer = subject.write(asked);
            history.count(Count.REPLAYED);
            if (!answer.equals(new WriteResult<>(outcome, true))) {
                history.violation("told " + outcome + " and then " + answer + ": " + asked);
            }
        } catch (TransactionInDoubtException | DatabaseUnavailableException e) {
            // Another time.
        }
    }
}
