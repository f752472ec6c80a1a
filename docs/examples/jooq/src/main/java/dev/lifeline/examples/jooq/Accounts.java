package dev.lifeline.examples.jooq;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Accounts on jOOQ. The code does not depend on the data source. */
public final class Accounts {
    private static final Field<String> NAME = field("name", String.class);
    private static final Field<Integer> BALANCE = field("balance", Integer.class);

    private final DSLContext database;

    public Accounts(DataSource source) {
        this.database = DSL.using(source, SQLDialect.POSTGRES);
    }

    public void transfer(String from, String to, int amount) {
        database.transaction(transaction -> {
            add(transaction.dsl(), from, -amount);
            add(transaction.dsl(), to, amount);
        });
    }

    private static void add(DSLContext transaction, String name, int amount) {
        transaction
                .update(table("account"))
                .set(BALANCE, BALANCE.plus(amount))
                .where(NAME.eq(name))
                .execute();
    }
}
