package dev.lifeline.persistence.internal.hibernate;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;

/**
 * Hibernate over a data source, with access to the project table. The opener closes it. Safe for use by several
 * threads.
 */
public final class HibernateStore implements AutoCloseable {
    private static final Executor THREAD = HibernateStore::startThread;

    private final CompletableFuture<SessionFactory> sessions;
    private final Duration searchLimit;

    private HibernateStore(CompletableFuture<SessionFactory> sessions, Duration searchLimit) {
        this.sessions = sessions;
        this.searchLimit = searchLimit;
    }

    /**
     * Starts Hibernate on a separate thread without waiting for it; users of the store wait. The database need not be
     * reachable. The caller closes the data source.
     *
     * @param prefix prefix of table names: a schema and a dot, or empty; requested for each statement
     * @param searchLimit longest duration of a search
     */
    public static HibernateStore open(DataSource source, Supplier<String> prefix, Duration searchLimit) {
        return new HibernateStore(
                CompletableFuture.supplyAsync(() -> boot(source, prefix, searchLimit), THREAD), searchLimit);
    }

    /**
     * Blocks until Hibernate has started.
     *
     * @throws RuntimeException if Hibernate could not start
     */
    public void awaitBooted() {
        try {
            sessions.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Returns access to projects for reading. */
    public ProjectTable projects() {
        return new ProjectTable(sessions::join, searchLimit);
    }

    /** Returns access to projects for writing. */
    public ProjectWrites writes() {
        return new ProjectWrites(sessions::join);
    }

    /** Closes Hibernate; waits for a start that is under way, because the start cannot be cancelled. */
    @Override
    public void close() {
        if (sessions.handle((booted, failure) -> failure == null).join()) {
            sessions.join().close();
        }
    }

    private static void startThread(Runnable boot) {
        Thread thread = new Thread(boot, "lifeline-hibernate-boot");
        thread.setDaemon(true);
        thread.start();
    }

    private static SessionFactory boot(DataSource source, Supplier<String> prefix, Duration searchLimit) {
        SessionFactory sessions = SessionFactoryBootstrap.boot(source, prefix);
        try {
            new ProjectTable(() -> sessions, searchLimit).prepare();
            return sessions;
        } catch (RuntimeException e) {
            sessions.close();
            throw e;
        }
    }
}
