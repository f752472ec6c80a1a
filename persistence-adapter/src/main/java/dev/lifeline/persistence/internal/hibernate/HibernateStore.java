package dev.lifeline.persistence.internal.hibernate;

import dev.lifeline.domain.port.out.ProjectRepository;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;

/** Hibernate over a source of connections, and what is kept with it. Whoever opens it closes it. */
public final class HibernateStore implements AutoCloseable {
    private final SessionFactory sessions;
    private final ProjectRepository projects;

    private HibernateStore(SessionFactory sessions) {
        this.sessions = sessions;
        this.projects = new HibernateProjectRepository(sessions);
    }

    /** Boots Hibernate; the database need not be there. The source stays the caller's to close. */
    public static HibernateStore open(DataSource source) {
        return new HibernateStore(SessionFactoryBootstrap.boot(source));
    }

    /** Projects, every call tried once. */
    public ProjectRepository projects() {
        return projects;
    }

    @Override
    public void close() {
        sessions.close();
    }
}
