package dev.lifeline.persistence.internal.hibernate;

import javax.sql.DataSource;
import org.hibernate.SessionFactory;

/** Hibernate over a source of connections, and what is kept with it. Whoever opens it closes it. */
public final class HibernateStore implements AutoCloseable {
    private final SessionFactory sessions;

    private HibernateStore(SessionFactory sessions) {
        this.sessions = sessions;
    }

    /**
     * Boots Hibernate; the database need not be there. The source stays the caller's to close.
     *
     * @param schema of the tables, empty for wherever the connection finds them
     */
    public static HibernateStore open(DataSource source, String schema) {
        return new HibernateStore(SessionFactoryBootstrap.boot(source, schema));
    }

    /** Reads projects. */
    public ProjectTable projects() {
        return new ProjectTable(sessions);
    }

    /** Changes projects. */
    public ProjectWrites writes() {
        return new ProjectWrites(sessions);
    }

    @Override
    public void close() {
        sessions.close();
    }
}
