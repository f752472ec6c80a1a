package dev.lifeline.examples.mybatis;

import javax.sql.DataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

/** Accounts on MyBatis. The code does not depend on the data source. */
public final class Accounts {
    private final SqlSessionFactory sessions;

    public Accounts(DataSource source) {
        Configuration configuration =
                new Configuration(new Environment("production", new JdbcTransactionFactory(), source));
        configuration.addMapper(AccountMapper.class);
        this.sessions = new SqlSessionFactoryBuilder().build(configuration);
    }

    public void transfer(String from, String to, int amount) {
        try (SqlSession session = sessions.openSession()) {
            AccountMapper accounts = session.getMapper(AccountMapper.class);
            accounts.add(from, -amount);
            accounts.add(to, amount);
            session.commit();
        }
    }
}
