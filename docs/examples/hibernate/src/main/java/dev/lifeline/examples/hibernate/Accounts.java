package dev.lifeline.examples.hibernate;

import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/** Accounts on Hibernate, without a framework around it. The code does not depend on the data source. */
public final class Accounts {
    private final SessionFactory sessions;

    public Accounts(DataSource source) {
        Configuration configuration = new Configuration().addAnnotatedClass(Account.class);
        configuration.getProperties().put("jakarta.persistence.nonJtaDataSource", source);
        this.sessions = configuration.buildSessionFactory();
    }

    public void transfer(String from, String to, int amount) {
        sessions.inTransaction(session -> {
            session.find(Account.class, from).add(-amount);
            session.find(Account.class, to).add(amount);
        });
    }
}
