package dev.lifeline.datasource.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeline.domain.settings.InvalidSettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db.example:5433/app, jdbc:postgresql://db.example:5433/app",
        "jdbc:postgresql://db.example/app, jdbc:postgresql://db.example:5432/app",
        "postgresql://db.example/app, jdbc:postgresql://db.example:5432/app",
        "postgres://db.example/app, jdbc:postgresql://db.example:5432/app",
        "'jdbc:postgresql://one:1,two:2,three/app', 'jdbc:postgresql://one:1,two:2,three:5432/app'",
        "jdbc:postgresql://[::1]:6000/app, jdbc:postgresql://[::1]:6000/app",
        "jdbc:postgresql://[::1]/app, jdbc:postgresql://[::1]:5432/app",
        "postgresql://db.example/a%20b%2Bc, jdbc:postgresql://db.example:5432/a%20b%2Bc",
    })
    void every_form_is_converted_to_the_form_of_the_driver(String written, String expected) {
        assertThat(DatabaseUrl.parse(written).jdbcUrl()).isEqualTo(expected);
    }

    @Test
    void credentials_are_removed_from_the_url() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://app:s%40cr%2Ft:x@db.example/app?sslmode=require");

        assertThat(url.credentials()).hasValueSatisfying(owner -> {
            assertThat(owner.username()).isEqualTo("app");
            assertThat(owner.password().read()).isEqualTo("s@cr/t:x");
        });
        assertThat(url.parameters()).containsExactlyEntriesOf(Map.of("sslmode", "require"));
        assertThat(url).asString().doesNotContain("s@cr", "s%40cr");
    }

    @Test
    void credentials_in_parameters_are_removed() {
        DatabaseUrl url = DatabaseUrl.parse("jdbc:postgresql://db.example/app?user=app&password=secret");

        assertThat(url.credentials()).map(DatabaseCredentials::username).contains("app");
        assertThat(url.parameters()).isEmpty();
    }

    @Test
    void a_url_without_credentials_has_none() {
        assertThat(DatabaseUrl.parse("jdbc:postgresql://db.example/app").credentials())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "db.example/app",
                "mysql://db.example/app",
                "postgresql:///app",
                "jdbc:postgresql://db.example:x/app",
                "jdbc:postgresql://db.example:0/app",
                "jdbc:postgresql://db.example:70000/app",
                "jdbc:postgresql://one,,two/app",
                "jdbc:postgresql://db example/app",
                "jdbc:postgresql://db.example/app?sslmode",
                "jdbc:postgresql://db.example/app?=require",
                "jdbc:postgresql://db.example/%zz",
                "jdbc:postgresql://db.example/app?loginTimeout=9",
                "jdbc:postgresql://db.example/app?socketTimeout=9",
            })
    void an_invalid_url_is_refused(String written) {
        assertThatThrownBy(() -> DatabaseUrl.parse(written)).isInstanceOf(InvalidSettingsException.class);
    }

    @Test
    void a_refusal_never_quotes_the_url() {
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://app:secret@db.example:x/app?password=secret"))
                .hasMessageNotContaining("secret")
                .hasMessageContaining("database.url");
    }
}
