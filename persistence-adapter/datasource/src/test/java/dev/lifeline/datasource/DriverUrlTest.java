package dev.lifeline.datasource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeline.domain.settings.InvalidSettingsException;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriverUrlTest {

    private static DriverSettings parse(String rest, String... properties) {
        Properties beside = new Properties();
        for (int i = 0; i < properties.length; i += 2) {
            beside.setProperty(properties[i], properties[i + 1]);
        }
        return DriverUrl.parse("jdbc:lifeline:postgresql:" + rest, beside);
    }

    @Test
    void parameters_of_both_drivers_are_separated() {
        DriverSettings settings = parse(
                "//one:5433,two/app?sslmode=require&lifeline.maximumPoolSize=20&lifeline.linger=0",
                "user",
                "app",
                "password",
                "secret");

        assertThat(settings.url().jdbcUrl()).isEqualTo("jdbc:postgresql://one:5433,two:5432/app");
        assertThat(settings.url().parameters()).containsEntry("sslmode", "require");
        assertThat(settings.maximumPoolSize()).isEqualTo(20);
        assertThat(settings.linger()).isZero();
        assertThat(settings.connectionTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.username()).isEqualTo("app");
        assertThat(settings.password()).isEqualTo("secret");
        assertThat(settings.toString()).doesNotContain("secret");
    }

    @Test
    void the_url_wins_over_the_properties_as_with_the_other_driver() {
        DriverSettings settings = parse(
                "//db/app?user=one&application_name=here&lifeline.linger=1",
                "user",
                "other",
                "ApplicationName",
                "there",
                "lifeline.linger",
                "2");

        assertThat(settings.username()).isEqualTo("one");
        assertThat(settings.url().parameters()).containsExactlyInAnyOrderEntriesOf(Map.of("ApplicationName", "here"));
        assertThat(settings.linger()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void without_a_user_it_is_that_of_the_operating_system() {
        assertThat(parse("app").username()).isEqualTo(System.getProperty("user.name"));
    }

    @Test
    void only_the_password_does_not_separate_engines() {
        Object key = parse("//db/app", "user", "a", "password", "1").key();

        assertThat(parse("//db/app", "user", "a", "password", "2").key()).isEqualTo(key);
        assertThat(parse("//db/app", "user", "b", "password", "1").key()).isNotEqualTo(key);
        assertThat(parse("//db/app?lifeline.commitOutcome=false", "user", "a").key())
                .isNotEqualTo(key);
    }

    @Test
    void timeouts_that_lifeline_sets_are_refused_with_the_reason() {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> parse("//db/app?socketTimeout=30"))
                .withMessageContaining("socketTimeout");
    }

    @Test
    void the_properties_of_both_drivers_are_listed() throws SQLException {
        DriverPropertyInfo[] all = new LifelineDriver()
                .getPropertyInfo("jdbc:lifeline:postgresql://db/app?lifeline.linger=1", new Properties());

        assertThat(Arrays.stream(all).map(info -> info.name)).contains("lifeline.linger", "sslmode", "currentSchema");
        assertThat(new LifelineDriver().getPropertyInfo("jdbc:h2:mem", new Properties()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:lifeline:tc:postgresql:18:///shop | getJdbcUrl()",
                "jdbc:lifeline:otel:postgresql://geheim@db.example/shop | remove otel:",
                "JDBC:Lifeline:P6Spy:postgresql://db.example/shop?password=geheim | remove p6spy:",
                "jdbc:lifeline:log4jdbc:postgresql://db.example/shop?password=geheim | remove log4jdbc:",
                "jdbc:lifeline:aws-wrapper:postgresql://db.example/shop?password=geheim | remove aws-wrapper:",
            })
    void a_url_that_wraps_another_driver_is_refused_with_a_way_out(String url, String wayOut) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> DriverManager.getConnection(url))
                .withMessageContaining(wayOut)
                .satisfies(e -> assertThat(e.getMessage()).contains("the URL").doesNotContain("geheim"));
    }
}
