package dev.lifeline.datasource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import javax.naming.NamingException;
import javax.naming.Reference;
import javax.naming.StringRefAddr;
import javax.naming.spi.NamingManager;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The data source that application servers create from a JNDI reference. */
class LifelineObjectFactoryTest {
    private final Reference reference =
            new Reference(DataSource.class.getName(), LifelineObjectFactory.class.getName(), null);

    private LifelineObjectFactoryTest with(String property, String value) {
        reference.add(new StringRefAddr(property, value));
        return this;
    }

    private Object made() throws Exception {
        return NamingManager.getObjectInstance(reference, null, null, null);
    }

    @Test
    void a_reference_becomes_a_data_source_with_its_properties() throws Exception {
        with("jdbcUrl", "jdbc:postgresql://db.example/shop")
                .with("username", "app")
                .with("password", "secret");
        with("maximumPoolSize", " 7 ").with("connectionTimeout", "5000").with("autoCommit", "false");
        with("dataSource.prepareThreshold", "3").with("driverClassName", "org.postgresql.Driver");
        with("auth", "Container")
                .with("scope", "Shareable")
                .with("singleton", "true")
                .with("closeMethod", "close");

        LifelineDataSource source = (LifelineDataSource) made();

        var config = source.toConfig();
        assertThat(config.pool().maxSize()).isEqualTo(7);
        assertThat(config.pool().acquireTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.session().autoCommit()).isFalse();
        assertThat(config.url().parameters()).containsEntry("prepareThreshold", "3");
        assertThat(config.credentials().username()).isEqualTo("app");
        assertThat(source.isRunning()).isFalse();
    }

    @Test
    void an_unknown_property_is_refused_with_the_nearest_name() {
        with("maximumPoolSiz", "7");

        assertThatThrownBy(this::made)
                .isInstanceOf(NamingException.class)
                .hasMessageContaining("maximumPoolSiz: did you mean maximumPoolSize?");
    }

    @Test
    void a_refused_property_and_a_wrong_number_say_why() {
        with("exceptionOverrideClassName", "a.B");
        assertThatThrownBy(this::made).isInstanceOf(NamingException.class).hasMessageContaining("remove it");

        reference.clear();
        with("maximumPoolSize", "many");
        assertThatThrownBy(this::made)
                .isInstanceOf(NamingException.class)
                .hasMessageContaining("maximumPoolSize must be a whole number");
    }

    @Test
    void another_object_is_left_to_other_factories() throws Exception {
        Reference other = new Reference(Runnable.class.getName(), LifelineObjectFactory.class.getName(), null);

        assertThat(new LifelineObjectFactory().getObjectInstance(other, null, null, null))
                .isNull();
        assertThat(new LifelineObjectFactory().getObjectInstance("text", null, null, null))
                .isNull();
    }
}
