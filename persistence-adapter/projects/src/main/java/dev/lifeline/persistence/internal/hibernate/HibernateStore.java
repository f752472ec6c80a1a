package dev.lifeline.persistence.internal.hibernate;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;

/** Hibernate over a source of connections, and what is kept with it. Whoever opens it closes it. */
public final class HibernateStore implements AutoCloseable {
    private static final Executor THREAD = HibernateStore::startThread;

    private final CompletableFuture<SessionFactory> sessions;

    private HibernateStore(CompletableFuture<SessionFactory> sessions) {
        this.sessions = sessions;
    }

    /**
     * Boots Hibernate on a thread of its own, and does not wait for it: who uses the store does. The database need not be
     * there. The source stays the caller's to close.
     *
     * @param prefix of the name of the table of projects: a schema and a dot, or nothing; asked for each statement
     */
    public static HibernateStore open(DataSource source, Supplier<String> prefix) {
        return new HibernateStore(CompletableFuture.supplyAsync(() -> boot(source, prefix), THREAD));
    }

    /**
     * Waits until Hibernate has booted.
     *
     * @throws RuntimeException what kept it from booting
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

    /** Reads projects. */
    public ProjectTable projects() {
        return new ProjectTable(sessions::join);
    }

    /** Changes projects. */
    public ProjectWrites writes() {
        return new ProjectWrites(sessions::join);
    }

    /** Waits for a boot under way, for it cannot be cut short. */
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

    private static SessionFactory boot(DataSource source, Supplier<String> prefix) {
        SessionFactory sessions = SessionFactoryBootstrap.boot(source, prefix);
        try {
            new ProjectTable(() -> sessions).prepare();
            return sessions;
        } catch (RuntimeException e) {
            sessions.close();
            throw e;
        }
    }
}
