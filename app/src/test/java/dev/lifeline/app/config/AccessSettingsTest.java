package dev.lifeline.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.app.access.AccessConfig;
import dev.lifeline.app.access.AddressRange;
import dev.lifeline.app.access.JwtAccess;
import dev.lifeline.app.access.Role;
import dev.lifeline.app.access.Token;
import dev.lifeline.app.access.TokenSource;
import dev.lifeline.app.http.AdminListenerConfig;
import dev.lifeline.app.http.HttpConfig;
import dev.lifeline.app.jwt.JwtConfig;
import dev.lifeline.app.jwt.KeyLocation;
import dev.lifeline.app.jwt.TestIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of admission. */
class AccessSettingsTest extends SettingsFixture {
    private static final String TOKEN = "secret-token-secret-token-secret-token";

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
                        null,
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
    void json_web_tokens_need_an_issuer_and_an_audience() throws IOException {
        Path file = Files.writeString(directory.resolve("jwks.json"), TestIssuer.keySet(TestIssuer.of("a", "ES256")));
        environment.put("LIFELINE_ACCESS_JWT_ISSUER", "https://issuer.example.org/");
        environment.put("LIFELINE_ACCESS_JWT_AUDIENCE", "lifeline");
        environment.put("LIFELINE_ACCESS_JWT_KEYS", file.toString());

        JwtConfig tokens = new JwtConfig(
                "https://issuer.example.org/", "lifeline", KeyLocation.ofFile(file), "roles", Duration.ofSeconds(30));
        assertThat(access().jwt())
                .isEqualTo(new JwtAccess(
                        tokens,
                        Map.of(
                                Role.READ, Set.of("read"),
                                Role.WRITE, Set.of("write"),
                                Role.DETAILS, Set.of("details"),
                                Role.ADMIN, Set.of("admin"))));
        assertThat(access().roles()).containsExactly(Role.values());

        environment.put("LIFELINE_ACCESS_JWT_KEYS", "https://issuer.example.org/jwks");
        environment.put("LIFELINE_ACCESS_JWT_ROLES", "admin=sre, admin = ops, read=app:read=all");
        assertThat(access().jwt().values())
                .isEqualTo(Map.of(Role.ADMIN, Set.of("sre", "ops"), Role.READ, Set.of("app:read=all")));

        environment.remove("LIFELINE_ACCESS_JWT_AUDIENCE");
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("lifeline.access.jwt-issuer and lifeline.access.jwt-audience must be set together");
    }

    @Test
    void without_the_place_of_the_keys_the_issuer_is_asked_for_it() {
        environment.put("LIFELINE_ACCESS_JWT_ISSUER", "https://issuer.example.org/realms/main");
        environment.put("LIFELINE_ACCESS_JWT_AUDIENCE", "lifeline");

        assertThat(access().jwt().tokens().keys())
                .isEqualTo(KeyLocation.ofIssuer("https://issuer.example.org/realms/main")
                        .orElseThrow());

        environment.put("LIFELINE_ACCESS_JWT_ISSUER", "http://user:secret@issuer.example.org/");
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("lifeline.access.jwt-issuer must be an https URL without user, query and fragment")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "KEYS, none.json, lifeline.access.jwt-keys must be a file with a JSON Web Key Set",
        "KEYS, html, lifeline.access.jwt-keys must be a file with a JSON Web Key Set",
        "KEYS, https://user:secret@a.example/, lifeline.access.jwt-keys must be a path",
        "KEYS, https:///jwks, lifeline.access.jwt-keys must be a path",
        "ROLES, root=a, lifeline.access.jwt-roles must be role=value",
        "ROLES, admin, lifeline.access.jwt-roles must be role=value",
        "ROLES, admin=, lifeline.access.jwt-roles must be role=value",
        "ROLES, ',', lifeline.access.jwt-roles must name a role",
        "CLOCK_SKEW, 6m, lifeline.access.jwt-clock-skew must be from 0s to 5m",
    })
    void a_wrong_setting_of_json_web_tokens_stops_the_start(String name, String value, String problem)
            throws IOException {
        Path html = Files.writeString(directory.resolve("html"), "<html>");
        environment.put("LIFELINE_ACCESS_JWT_ISSUER", "a");
        environment.put("LIFELINE_ACCESS_JWT_AUDIENCE", "b");
        environment.put("LIFELINE_ACCESS_JWT_KEYS", "https://a.example/");
        environment.put("LIFELINE_ACCESS_JWT_" + name, value.equals("html") ? html.toString() : value);

        assertThat(problems()).singleElement().asString().startsWith(problem).doesNotContain("secret");
    }

    @Test
    void a_setting_of_json_web_tokens_alone_has_no_effect_and_stops_the_start() {
        environment.put("LIFELINE_ACCESS_JWT_ROLES", "admin=ops");

        assertThat(problems()).singleElement().asString().startsWith("lifeline.access.jwt-roles needs lifeline.access");
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
        return read().http();
    }
}
