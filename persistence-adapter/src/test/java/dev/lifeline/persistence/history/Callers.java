package dev.lifeline.persistence.history;

import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.TransactionInDoubtException;
import dev.lifeline.domain.port.out.ProjectRepository;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectOutcome;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.domain.project.VersionCondition;
import dev.lifeline.domain.project.VersionCondition.ProjectVersion;
import dev.lifeline.domain.write.WriteInProgressException;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.domain.write.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Several callers at work on projects, each on a thread and with projects of its own. */
public final class Callers {
    private final ProjectRepository projects;
    private final History history;
    private final BooleanSupplier goOn;
    private final List<Thread> threads = new ArrayList<>();

    private Callers(ProjectRepository projects, History history, BooleanSupplier goOn) {
        this.projects = projects;
        this.history = history;
        this.goOn = goOn;
    }

    /**
     * Starts them.
     *
     * @param goOn whether to go on with another request
     */
    public static Callers start(
            int count, ProjectRepository projects, History history, Random random, BooleanSupplier goOn) {
        Callers callers = new Callers(projects, history, goOn);
        for (int i = 0; i < count; i++) {
            String name = "caller-" + i;
            Random own = new Random(random.nextLong());
            Thread thread = new Thread(() -> callers.work(name, own), name);
            thread.setDaemon(true);
            callers.threads.add(thread);
            thread.start();
        }
        return callers;
    }

    /** Waits until all are done. */
    public void join() {
        try {
            for (Thread thread : threads) {
                thread.join(120_000);
                if (thread.isAlive()) {
                    throw new AssertionError(thread.getName() + " is never answered");
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void work(String name, Random random) {
        Project mine = null;
        int number = 0;
        while (goOn.getAsBoolean()) {
            number++;
            if (mine == null || random.nextInt(20) == 0) {
                mine = create(name + "-" + number, "by " + name + " " + number);
            } else if (random.nextInt(3) == 0) {
                mine = replace(mine, "by " + name + " " + number);
            } else {
                read(mine);
            }
        }
    }

    private Project create(String slug, String title) {
        WriteToken token = WriteToken.random("history");
        NewProject wanted = new NewProject(new Slug(slug), title, null);
        return written(slug, null, () -> projects.create(token, wanted));
    }

    private Project replace(Project mine, String title) {
        WriteToken token = WriteToken.random("history");
        NewProject wanted = new NewProject(mine.slug(), title, null);
        VersionCondition condition = VersionCondition.oneOf(Set.of(new ProjectVersion(mine.id(), mine.version())));
        ProjectReference reference = new ProjectReference.ById(mine.id());
        return written(mine.slug().value(), mine, () -> projects.replace(token, reference, wanted, condition));
    }

    /** The state after the write: the one before, if it was refused. A caller whose outcome is unknown asks until it knows. */
    private Project written(String slug, Project before, Supplier<Written<ProjectOutcome>> write) {
        boolean unknown = false;
        while (true) {
            try {
                ProjectOutcome outcome = write.get().value();
                Project state = outcome.project();
                if (state == null) {
                    history.falselyRefused(slug, outcome.kind());
                    return before;
                }
                if (unknown) {
                    history.resolved(state);
                } else {
                    history.acknowledged(state);
                }
                return state;
            } catch (TransactionInDoubtException e) {
                unknown = true;
                history.unknown();
            } catch (WriteInProgressException e) {
                if (!unknown) {
                    throw new AssertionError("nobody else has this token", e);
                }
            } catch (DatabaseUnavailableException e) {
                if (!unknown) {
                    history.refused();
                    return before;
                }
            }
        }
    }

    private void read(Project mine) {
        try {
            Project state = projects.find(new ProjectReference.ById(mine.id()))
                    .orElseThrow(() -> new AssertionError(mine + " is gone"));
            history.saw(state);
            if (state.version() < mine.version()) {
                history.sawOld(mine.slug().value(), state.version(), mine.version());
            }
        } catch (DatabaseUnavailableException e) {
            // A read that fails shows nothing.
        }
    }
}
