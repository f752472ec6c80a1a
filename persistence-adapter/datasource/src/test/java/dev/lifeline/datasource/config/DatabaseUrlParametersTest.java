package dev.lifeline.datasource.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeline.domain.settings.InvalidSettingsException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No parameter of a URL is ignored: either the driver knows it, or Lifeline translates or refuses it. */
class DatabaseUrlParametersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sslMode=verify-full | sslmode=verify-full",
                "SSLMODE=require | sslmode=require",
                "ssl_mode=require | sslmode=require",
                "sslmode=REQUIRE | sslmode=require",
                "channel_binding=require | channelBinding=require",
                "channelbinding=require | channelBinding=require",
                "require_auth=scram-sha-256,md5 | requireAuth=scram-sha-256,md5",
                "target_session_attrs=read-write | targetServerType=primary",
                "target_session_attrs=prefer-standby | targetServerType=preferSecondary",
                "targetServerType=Primary | targetServerType=primary",
                "application_name=shop | ApplicationName=shop",
                "gssencmode=disable | gssEncMode=disable",
                "sslnegotiation=direct | sslNegotiation=direct",
                "krbsrvname=postgres | kerberosServerName=postgres",
                "load_balance_hosts=random | loadBalanceHosts=true",
                "options=-c%20statement_timeout%3D5s | options=-c statement_timeout=5s",
                "sslcert=/etc/c.crt&sslkey=/etc/c.pk8 | sslcert=/etc/c.crt;sslkey=/etc/c.pk8",
                "sslmode=verify-ca&sslrootcert=/etc/ca.crt | sslmode=verify-ca;sslrootcert=/etc/ca.crt",
                "sslrootcert=system" + " | sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory;sslmode=verify-full",
                "client_encoding=utf8 | ''",
            })
    void other_spellings_and_libpq_names_are_translated_to_driver_names(String written, String expected) {
        var parameters =
                DatabaseUrl.parse("postgresql://app@db.example/app?" + written).parameters();

        assertThat(parameters.entrySet().stream().map(Object::toString).sorted())
                .containsExactlyElementsOf(expected.isEmpty() ? List.of() : List.of(expected.split(";")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sslmod=require | has the unknown parameter sslmod: did you mean sslmode?",
                "sslcerts=x | has the unknown parameter sslcerts: did you mean sslcert?",
                "flux=1 | has the unknown parameter flux",
                "connect_timeout=5 | must not set connect_timeout: Lifeline sets it itself",
                "sslResponseTimeout=5 | must not set sslResponseTimeout: Lifeline sets it itself",
                "keepalives_idle=5 | must not set keepalives_idle: Lifeline sets TCP keepalive itself",
                "passfile=/etc/pw | must not set passfile: set database.password-file instead",
                "service=shop | must not set service: write its host",
                "hostaddr=10.0.0.1 | must not set hostaddr: write the address as host",
                "sslcrl=/etc/crl | must not set sslcrl: the driver",
                "ssl_min_protocol_version=TLSv1.3 | must not set ssl_min_protocol_version: the driver",
                "client_encoding=LATIN1 | must not set client_encoding",
                "connection_limit=5 | must not set connection_limit: set pool.max-size instead",
                "schema=shop | must not set schema: set currentSchema",
            })
    void a_parameter_without_effect_is_refused(String written, String problem) {
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://app@db.example/app?" + written))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageStartingWith("database.url " + problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"me:geheim=1", "sslmode=require&me:geheim/x=1", "a=1&ge%20geheim=1", "%26geheim=1&%26geheim=2"})
    void a_name_that_can_be_no_name_is_not_shown(String written) {
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://app@db.example/app?" + written))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("(not shown)")
                .hasMessageNotContaining("geheim");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sslmode=verify_full | sslmode in database.url must be one of disable, allow, prefer, require, "
                        + "verify-ca,"
                        + " verify-full, but is verify_full",
                "sslmode= | sslmode in database.url must be one of",
                "channel_binding=yes | channel_binding in database.url must be one of disable, prefer, require, but "
                        + "is yes",
                "require_auth=scram | require_auth in database.url must be one of",
                "target_session_attrs=master | target_session_attrs in database.url must be one of any, "
                        + "prefer-standby,",
                "ssl=1 | ssl in database.url must be one of true, false, but is 1",
                "binaryTransfer=on | binaryTransfer in database.url must be one of true, false, but is on",
                "prepareThreshold=many | prepareThreshold in database.url must be a whole number, but is many",
            })
    void an_unknown_value_is_refused_with_the_allowed_ones(String written, String problem) {
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://app@db.example/app?" + written))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageStartingWith(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssl=true&sslmode=disable",
                "ssl=true&sslmode=prefer",
                "sslmode=require&sslMode=disable",
                "sslrootcert=/etc/ca.crt",
                "sslmode=require&sslrootcert=/etc/ca.crt",
                "sslmode=prefer&sslrootcert=system",
                "sslmode=disable&channel_binding=require",
            })
    void contradicting_parameters_are_refused(String written) {
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://app@db.example/app?" + written))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("database.url");
    }

    @Test
    void all_problems_are_reported_at_once() {
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://app@db.example/app?sslmod=require&ssl=1&service=x"))
                .isInstanceOfSatisfying(InvalidSettingsException.class, e -> assertThat(e.problems())
                        .hasSize(3));
    }

    @Test
    void parameters_passed_to_the_constructor_are_checked() {
        var hosts = List.of(new DatabaseEndpoint("db.example", 5432));

        assertThat(new DatabaseUrl(hosts, "app", Map.of("sslMode", "require"), null).parameters())
                .isEqualTo(Map.of("sslmode", "require"));
        assertThatThrownBy(() -> new DatabaseUrl(hosts, "app", Map.of("sslmod", "require"), null))
                .hasMessageContaining("did you mean sslmode?");
        assertThatThrownBy(() -> new DatabaseUrl(hosts, "app", Map.of("password", "geheim"), null))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageNotContaining("geheim");
    }
}
