package dev.lifeline.datasource.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lifeline.domain.settings.InvalidSettingsException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URL forms used by libpq, by providers and by users. */
class DatabaseUrlFormsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "postgresql://app@/shop?host=db.example | jdbc:postgresql://db.example:5432/shop",
                "postgresql://app@/shop?host=one,two&port=6001,6002 | jdbc:postgresql://one:6001,two:6002/shop",
                "postgresql://app@/shop?host=one,two&port=6001 | jdbc:postgresql://one:6001,two:6001/shop",
                "postgresql:///shop?host=db.example&user=app | jdbc:postgresql://db.example:5432/shop",
                "postgresql://app@one,two/shop?port=6001,6002 | jdbc:postgresql://one:6001,two:6002/shop",
                "postgresql://app@one:1,two:2/shop | jdbc:postgresql://one:1,two:2/shop",
                "postgresql://app@db.example:/shop | jdbc:postgresql://db.example:5432/shop",
                "postgresql://app@db.example?dbname=shop | jdbc:postgresql://db.example:5432/shop",
                "postgresql://app@db.example?sslmode=require | jdbc:postgresql://db.example:5432/app",
                "postgresql://app@db.example | jdbc:postgresql://db.example:5432/app",
                "postgresql://app@db.example/ | jdbc:postgresql://db.example:5432/app",
                "postgres://app@db.example/shop | jdbc:postgresql://db.example:5432/shop",
                "POSTGRESQL://app@db.example/shop | jdbc:postgresql://db.example:5432/shop",
                "JDBC:PostgreSQL://db.example/shop?user=app | jdbc:postgresql://db.example:5432/shop",
                "jdbc:postgresql:shop?user=app | jdbc:postgresql://localhost:5432/shop",
                "jdbc:postgresql:?user=app | jdbc:postgresql://localhost:5432/app",
                "jdbc:postgresql:///shop?user=app | jdbc:postgresql://localhost:5432/shop",
                "jdbc:postgresql:///shop?user=app&host=db.example | jdbc:postgresql://db.example:5432/shop",
                "\"postgresql://app@db.example/shop\" | jdbc:postgresql://db.example:5432/shop",
                "'postgresql://app@db.example/shop' | jdbc:postgresql://db.example:5432/shop",
                "' postgresql://app@db.example/shop ' | jdbc:postgresql://db.example:5432/shop",
            })
    void url_forms_of_other_tools_are_accepted(String written, String expected) {
        DatabaseUrl url = DatabaseUrl.parse(written);

        assertThat(DatabaseConfig.of(url, url.credentials().orElseThrow()).url().jdbcUrl())
                .isEqualTo(expected);
        assertThat(url.credentials()).map(DatabaseCredentials::username).contains("app");
    }

    @Test
    void an_unknown_parameter_after_a_password_may_be_part_of_the_password() {
        assertThatThrownBy(() -> DatabaseUrl.parse("jdbc:postgresql://db.example/app?user=app&password=ge&heim"))
                .hasMessageContainingAll("correct its name", "percent-encode the password (%26 for &)")
                .hasMessageNotContaining("heim");
    }

    @Test
    void without_a_database_name_the_name_of_the_user_is_used() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://db.example");

        var config = DatabaseConfig.of(url, DatabaseCredentials.of("shop", "secret"));

        assertThat(config.url().jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:5432/shop");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://app:ge/heim@db.example/app",
                "postgresql://app:5432/heim@db.example/app",
                "postgresql://app:ge?heim@db.example/app",
                "postgresql://app:5432?heim@db.example/app",
                "postgresql://app:ge?sslmode=heim@db.example/app",
                "postgresql://app:ge?heim=x@db.example/app?sslmode=require",
                "postgresql://app:ge#heim@db.example/app",
                "postgresql://app:ge#he/im@db.example/app",
                "postgresql://app:ge@heim@db.example/app",
                "postgresql://app:ge@he/im@db.example/app",
                "postgresql://app:ge@he?im@db.example/app",
                "postgresql://app:ge%heim@db.example/app",
                "postgresql://app:heim%@db.example/app",
                "postgresql://app:%C3heim@db.example/app",
                "jdbc:postgresql://db.example/app?user=app&password=ge%heim",
            })
    void an_unencoded_password_is_detected_and_not_shown(String written) {
        Throwable refusal = catchThrowable(() -> DatabaseUrl.parse(written));

        assertThat(refusal).isInstanceOf(InvalidSettingsException.class);
        assertThat(refusal).hasMessageContaining("percent-encode the password");
        assertThat(everythingOf(refusal)).doesNotContain("heim", "ge/", "5432", "he/im");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://app:geheim@db.example/app",
                "postgresql://app:geheim@db.example:geheim/app",
                "postgresql://app:geheim@db example/app",
                "postgresql://app:geheim@/app",
                "postgresql://app:geheim@db.example/app?password=a&geheim=1",
                "postgresql://app:geheim@db.example/app?password=a&geheim",
                "postgresql://app:geheim@db.example/app?sslpassword=geheim&sslmode=geheim@x",
                "postgresql://app:geheim@db.example/app?host=geheim",
                "postgresql://:geheim@db.example/app",
                "'postgresql://app:geheim@db.example/app",
                "postgresql:app:geheim@db.example/app",
            })
    void the_message_for_a_refused_url_never_contains_its_secret(String written) {
        Throwable refusal = catchThrowable(() -> DatabaseUrl.parse(written));

        assertThat(refusal).isInstanceOf(InvalidSettingsException.class);
        assertThat(everythingOf(refusal)).doesNotContain("geheim").contains("database.url");
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://app@/app?host=/var/run/postgresql, Unix socket",
        "postgresql://app@%2Fvar%2Frun%2Fpostgresql/app, Unix socket",
        "postgresql:///app, names no host",
        "'postgresql://app@one,two/app?port=1,2,3', as many ports as hosts",
    })
    void the_message_for_an_unsupported_form_explains_the_problem(String written, String why) {
        assertThatThrownBy(() -> DatabaseUrl.parse(written)).hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:tc:postgresql:18:///shop | getJdbcUrl()",
                "jdbc:otel:postgresql://geheim@db.example/shop | JdbcTelemetry",
                "jdbc:p6spy:postgresql://db.example/shop?password=geheim | P6DataSource",
                "JDBC:P6Spy:postgresql://db.example/shop?password=geheim | P6DataSource",
                "jdbc:log4jdbc:postgresql://db.example/shop?password=geheim | DataSourceSpy",
                "jdbc:aws-wrapper:postgresql://db.example/shop?password=geheim | remove aws-wrapper:",
                "jdbc:lifeline:postgresql://db.example/shop?password=geheim | remove lifeline:",
                "jdbc:pgsql://db.example/shop?password=geheim | write jdbc:postgresql:",
                "jdbc:mysql://db.example/shop?password=geheim | must begin with jdbc:postgresql://",
            })
    void a_url_of_another_driver_is_refused_with_a_way_out(String written, String wayOut) {
        Throwable refusal = catchThrowable(() -> DatabaseUrl.parse(written));

        assertThat(refusal).isInstanceOf(InvalidSettingsException.class).hasMessageContaining(wayOut);
        assertThat(everythingOf(refusal)).doesNotContain("geheim");
    }

    private static String everythingOf(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
