package dev.lifeline.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeline.app.access.AccessConfig;
import dev.lifeline.app.access.AddressRange;
import dev.lifeline.app.access.Role;
import dev.lifeline.app.access.Token;
import dev.lifeline.app.access.TokenSource;
import dev.lifeline.app.http.AdminListenerConfig;
import dev.lifeline.app.http.HttpConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of admission. */
class AccessSettingsTest {
    private static final String TOKEN = "secret-token-secret-token-secret-token";

    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void by_default_there_are_no_tokens_and_nothing_is_open() {
        assertThat(access()).isEqualTo(AccessConfig.defaults());
    }

    @Test
    void everything_can_be_set() throws IOException {
        Path file = Files.writeString(directory.resolve("read"), TOKEN + "\n");
        environment.put("LIFELINE_HTTP_ALLOWED_HOSTS", "api.example.org, *.svc");
        environment.put("LIFELINE_HTTP_TRUSTED_PROXIES", "10.0.0.0/8, 192.0.2.1");
        environment.put("LIFELINE_ACCESS_READ_TOKEN_FILE", file.toString());
        environment.put("LIFELINE_ADMIN_TOKEN", TOKEN);
        environment.put("LIFELINE_ACCESS_OPEN", "true");

        Token token = Token.of("any", TOKEN);
        assertThat(access())
                .isEqualTo(new AccessConfig(
                        List.of("api.example.org", "*.svc"),
                        List.of(
                                AddressRange.parse("10.0.0.0/8").orElseThrow(),
                                AddressRange.parse("192.0.2.1").orElseThrow()),
                        Map.of(Role.READ, new TokenSource(token, file), Role.ADMIN, new TokenSource(token, null)),
                        true));
    }

    @ParameterizedTest
    @CsvSource({
        "LIFELINE_ADMIN_TOKEN, a, lifeline.admin.token must have at least 32 characters",
        "LIFELINE_ACCESS_READ_TOKEN_FILE, short, lifeline.access.read-token-file must have at least 32 characters",
        "LIFELINE_ACCESS_WRITE_TOKEN_FILE, short, lifeline.access.write-token-file must have at least 32 characters",
        "LIFELINE_ACCESS_DETAILS_TOKEN_FILE, odd, lifeline.access.details-token-file must consist of letters",
        "LIFELINE_ACCESS_ADMIN_TOKEN_FILE, none, lifeline.access.admin-token-file must be a readable file",
        "LIFELINE_HTTP_TRUSTED_PROXIES, nginx, lifeline.http.trusted-proxies must be addresses",
        "LIFELINE_HTTP_TRUSTED_PROXIES, 10.0.0.0/33, lifeline.http.trusted-proxies must be addresses",
        "LIFELINE_HTTP_ALLOWED_HOSTS, http://a, lifeline.http.allowed-hosts must be names",
        "LIFELINE_ADMIN_PORT, many, lifeline.admin.port must be a whole number",
        "LIFELINE_ADMIN_PORT, 70000, lifeline.admin.port must be from 0 to 65535",
        "LIFELINE_ACCESS_OPEN, yes, lifeline.access.open must be true or false",
    })
    void a_wrong_value_stops_the_start_and_its_setting_is_named(String variable, String value, String problem)
            throws IOException {
        Files.writeString(directory.resolve("short"), "31-characters-are-not-enough-31\n");
        Files.writeString(directory.resolve("odd"), "a token with blanks that is long enough");
        boolean isFile = variable.endsWith("_FILE");
        environment.put(variable, isFile ? directory.resolve(value).toString() : value);

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith(problem)
                .endsWith(" (environment variable " + variable + ")")
                .doesNotContain("31-characters");
    }

    @Test
    void the_listener_for_operators_has_a_port_and_maybe_an_address() {
        assertThat(http().admin()).isNull();

        environment.put("LIFELINE_ADMIN_PORT", "3001");
        assertThat(http().admin()).isEqualTo(new AdminListenerConfig("127.0.0.1", 3001));

        environment.put("LIFELINE_ADMIN_HOST", "::1");
        assertThat(http().admin()).isEqualTo(new AdminListenerConfig("::1", 3001));

        environment.put("LIFELINE_ADMIN_HOST", "no.invalid");
        assertThat(problems()).singleElement().asString().startsWith("lifeline.admin.host must be an address");
    }

    @Test
    void one_role_has_one_token() throws IOException {
        Path file = Files.writeString(directory.resolve("admin"), TOKEN);
        environment.put("LIFELINE_ADMIN_TOKEN", TOKEN);
        environment.put("LIFELINE_ACCESS_ADMIN_TOKEN_FILE", file.toString());

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("lifeline.admin.token and lifeline.access.admin-token-file must not both be set");
    }

    private AccessConfig access() {
        return http().access();
    }

    private HttpConfig http() {
        return reader().read(CommandLineSettings.none()).http();
    }

    private List<String> problems() {
        return catchThrowableOfType(
                        InvalidConfigurationException.class, () -> reader().read(CommandLineSettings.none()))
                .problems();
    }

    private SettingsReader reader() {
        return new SettingsReader(new Surroundings(environment, Map.of(), directory));
    }
}
