package dev.lifeline.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.app.http.HttpConfig;
import org.junit.jupiter.api.Test;

/** Names that are no setting: misspelt names are reported, names of other programs are not. */
class UnknownNamesTest extends SettingsFixture {

    @Test
    void name_without_its_prefix_is_told_even_if_it_is_misspelt() throws Exception {
        file("pool.maxsize=1\nserver.port=2\nspring.datasource.url=x");

        assertThat(problems())
                .containsExactly("setting pool.maxsize lacks its prefix: did you mean lifeline.pool.max-size?"
                        + " (lifeline.properties)");
    }

    @Test
    void misspelt_name_in_the_file_is_told_with_what_was_meant() throws Exception {
        file("lifeline.pool.maxsize=3\nlifeline.flux-capacitor.power=1.21\nother.key=1\npool.max-size=3");

        assertThat(problems())
                .containsExactlyInAnyOrder(
                        "unknown setting lifeline.pool.maxsize: did you mean lifeline.pool.max-size?"
                                + " (lifeline.properties)",
                        "unknown setting lifeline.flux-capacitor.power (lifeline.properties)",
                        "setting pool.max-size lacks its prefix: did you mean lifeline.pool.max-size?"
                                + " (lifeline.properties)");
    }

    @Test
    void misspelt_system_property_and_variable_are_told() {
        properties.put("lifeline.http.prot", "1");
        environment.put("LIFELINE_DATABSE_URL", "postgresql://app:geheim@db/app");

        assertThat(problems())
                .containsExactly(
                        "unknown environment variable LIFELINE_DATABSE_URL: did you mean LIFELINE_DATABASE_URL?"
                                + " (environment)",
                        "unknown setting lifeline.http.prot: did you mean lifeline.http.port?"
                                + " (system property lifeline.http.prot)");
    }

    @Test
    void variables_of_others_do_not_keep_the_service_from_starting() {
        environment.put("LIFELINE_RELEASE_FOLDER", "/somewhere");

        assertThat(read().ignoredVariables()).containsExactly("LIFELINE_RELEASE_FOLDER");
    }

    @Test
    void variables_that_kubernetes_sets_beside_a_service_called_lifeline_are_none_of_ours() {
        environment.put("LIFELINE_SERVICE_HOST", "10.0.0.1");
        environment.put("LIFELINE_SERVICE_PORT", "3000");
        environment.put("LIFELINE_SERVICE_PORT_HTTP", "3000");
        environment.put("LIFELINE_PORT", "tcp://10.0.0.1:3000");
        environment.put("LIFELINE_PORT_3000_TCP_ADDR", "10.0.0.1");

        assertThat(read().http()).isEqualTo(HttpConfig.defaults());
    }

    @Test
    void variables_like_those_of_kubernetes_are_told_if_a_person_set_them() {
        environment.put("LIFELINE_PORT", "4");
        environment.put("LIFELINE_SERVICE_PORT", "4");
        environment.put("LIFELINE_SERVICE_HOST", "here");

        assertThat(problems())
                .containsExactly(
                        "unknown environment variable LIFELINE_PORT: did you mean LIFELINE_HTTP_PORT? (environment)",
                        "unknown environment variable LIFELINE_SERVICE_HOST: did you mean LIFELINE_HTTP_HOST?"
                                + " (environment)",
                        "unknown environment variable LIFELINE_SERVICE_PORT: did you mean LIFELINE_HTTP_PORT?"
                                + " (environment)");
    }
}
