package dev.lifeline.examples.spring;

import com.zaxxer.hikari.HikariDataSource;
import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.datasource.LifelineDriver;
import io.agroal.api.AgroalDataSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Sources of connections. The compared services differ only in these. */
enum Connections {
    HIKARI("HikariCP", HikariDataSource.class, false),
    LIFELINE("Lifeline", LifelineDataSource.class, false),
    HIKARI_ON_DRIVER("HikariCP on the driver", HikariDataSource.class, true),
    /** The pool of Quarkus. */
    AGROAL_ON_DRIVER("Agroal on the driver", AgroalDataSource.class, true);

    private final String title;
    private final Class<? extends DataSource> type;
    private final boolean onDriver;

    Connections(String title, Class<? extends DataSource> type, boolean onDriver) {
        this.title = title;
        this.type = type;
        this.onDriver = onDriver;
    }

    boolean isOnDriver() {
        return onDriver;
    }

    boolean isAgroal() {
        return type == AgroalDataSource.class;
    }

    /** @param address what follows {@code jdbc:} */
    String url(String address) {
        return (onDriver ? "jdbc:lifeline:" : "jdbc:") + address;
    }

    /** Returns the properties of the service, as arguments of its command line. */
    List<String> arguments(String address, String user) {
        List<String> all = new ArrayList<>();
        all.add("--spring.datasource.type=" + type.getName());
        all.add("--spring.datasource.url=" + url(address));
        all.add("--spring.datasource.username=" + user);
        if (onDriver) {
            // Spring Boot does not know the URL.
            all.add("--spring.datasource.driver-class-name=" + LifelineDriver.class.getName());
        }
        return all;
    }

    @Override
    public String toString() {
        return title;
    }
}
