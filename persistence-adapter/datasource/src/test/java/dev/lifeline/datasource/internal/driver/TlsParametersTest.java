package dev.lifeline.datasource.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.datasource.config.DatabaseUrl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the driver verifies with given parameters, as the log says it. */
class TlsParametersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application_name=a | certificate not verified, host name not verified (prefer)",
                "sslmode=require | certificate not verified, host name not verified (require)",
                "ssl=true | certificate verified, host name verified (verify-full)",
                "sslrootcert=system | certificate verified, host name verified (verify-full)",
                "sslmode=require&sslfactory=org.postgresql.ssl.NonValidatingFactory"
                        + " | certificate not verified, host name not verified (require)",
                "sslmode=require&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory"
                        + " | certificate verified, host name not verified (require)",
                "sslmode=verify-full&sslfactory=org.example.Factory&sslhostnameverifier=org.example.Names"
                        + " | certificate verified by org.example.Factory, host name verified by org.example.Names"
                        + " (verify-full)",
            })
    void verification_is_that_of_the_factory_or_else_of_the_mode(String parameters, String verification) {
        var url = DatabaseUrl.parse("jdbc:postgresql://db.example.org/a?" + parameters);

        assertThat(TlsParameters.verification(url.parameters())).isEqualTo(verification);
    }
}
