package dev.lifeline.persistence.internal.hibernate;

import dev.lifeline.persistence.internal.failure.CommitFailedException;
import java.util.function.Function;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.Transaction;

/** Runs work in a session of its own. Knows whether COMMIT had been sent when something failed. */
final class UnitOfWork {
    private final SessionFactory sessions;

    UnitOfWork(SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** Work that only reads, each statement for itself: no transaction, and so no round trip to end one. */
    <T> T reading(Function<StatelessSession, T> work) {
        try (StatelessSession session = sessions.openStatelessSession()) {
            return work.apply(session);
        }
    }

    /**
     * Work in one transaction, which is repeatable as a whole until COMMIT is sent.
     *
     * @throws CommitFailedException if it failed after that
     */
    <T> T writing(Function<StatelessSession, T> work) {
        try (StatelessSession session = sessions.openStatelessSession()) {
            Transaction transaction = session.beginTransaction();
            T result = workOrRollBack(session, transaction, work);
            commit(transaction);
            return result;
        }
    }

    private static <T> T workOrRollBack(
            StatelessSession session, Transaction transaction, Function<StatelessSession, T> work) {
        try {
            return work.apply(session);
        } catch (RuntimeException failure) {
            rollBack(transaction, failure);
            throw failure;
        }
    }

    /** What broke the work usually breaks the rollback too; the first failure is the one that tells. */
    private static void rollBack(Transaction transaction, RuntimeException failure) {
        try {
            transaction.rollback();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private static void commit(Transaction transaction) {
        try {
            transaction.commit();
        } catch (RuntimeException e) {
            throw new CommitFailedException(e);
        }
    }
}
