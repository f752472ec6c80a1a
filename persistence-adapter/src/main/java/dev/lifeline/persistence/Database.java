package dev.lifeline.persistence;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.domain.port.out.DatabaseConnection;
import dev.lifeline.domain.port.out.ProjectRepository;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.persistence.config.DatabaseConfig;
import dev.lifeline.persistence.internal.hibernate.HibernateStore;
import dev.lifeline.persistence.internal.project.ResilientProjectRepository;
import dev.lifeline.persistence.internal.recovery.RecoverySystem;
import dev.lifeline.persistence.internal.recovery.Surroundings;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;

/**
 * A PostgreSQL database whose connections recover by themselves. Whoever opens it closes it. Safe for use by several
 * threads.
 */
public final class Database implements AutoCloseable {
    private final RecoverySystem recovery;
    private final HibernateStore store;
    private final ProjectRepository projects;

    private Database(RecoverySystem recovery, HibernateStore store) {
        this.recovery = recovery;
        this.store = store;
        this.projects = new ResilientProjectRepository(store.projects(), recovery.executor());
    }

    /**
     * Opens the database. It need not be there: connecting goes on in the background until {@link #close}, and callers wait
     * as long as {@link DatabaseConfig#gate} says.
     *
     * @param listener told of everything that happens to the connection
     */
    public static Database open(DatabaseConfig config, ConnectionEventListener listener) {
        requireNonNull(config, "config");
        requireNonNull(listener, "listener");
        Random random = new Random(ThreadLocalRandom.current().nextLong());
        RecoverySystem recovery = new RecoverySystem(
                config,
                listener,
                new Surroundings(Clock.systemUTC(), Ticker.system(), random, InetAddress::getAllByName));
        HibernateStore store = null;
        try {
            store = HibernateStore.open(recovery.connections());
            return new Database(recovery, store);
        } finally {
            if (store == null) {
                recovery.close();
            }
        }
    }

    /** Projects, with waiting and repeating built in. */
    public ProjectRepository projects() {
        return projects;
    }

    /** The state of the connection, checks, and the forced reconnect. */
    public DatabaseConnection connection() {
        return recovery.supervisor();
    }

    /**
     * Pooled connections for your own JDBC work. Getting one waits through an outage as long as callers are held, and for a
     * free connection as long as the pool says; nothing is repeated for you. A statement that takes longer than
     * {@link DatabaseConfig#operationDeadline} is cancelled; cut is work that goes on for longer than that after its
     * pool was replaced. The source is not yours to close.
     */
    public DataSource dataSource() {
        return recovery.connections();
    }

    /** Refuses newcomers, lets work under way finish for a few seconds, then cuts it. Stops every thread it started. */
    @Override
    public void close() {
        try {
            recovery.close();
        } finally {
            store.close();
        }
    }
}
