package dev.lifeline.app.access;

import static dev.lifeline.app.access.Verdict.ADMITTED;
import static dev.lifeline.app.access.Verdict.NEEDS_LOGIN;
import static dev.lifeline.app.access.Verdict.NEEDS_TOKEN;
import static dev.lifeline.app.access.Verdict.NOT_GRANTED;
import static dev.lifeline.app.access.Verdict.NOT_LOCAL;
import static dev.lifeline.app.access.Verdict.TOO_MANY_WRONG_TOKENS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.testing.FakeTicker;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
    private static final String ELSEWHERE = "192.0.2.7";
    private static final String WRONG = "wrong";
    private static final FakeRequest HEALTH = FakeRequest.of("GET", "/health/live");
    private static final FakeRequest READ = FakeRequest.of("GET", "/api/projects");
    private static final FakeRequest WRITE = FakeRequest.of("POST", "/api/projects");
    private static final FakeRequest DETAILS = FakeRequest.of("GET", "/metrics");
    private static final FakeRequest ADMIN = FakeRequest.of("POST", "/api/health/database");

    private final FakeTicker ticker = new FakeTicker();
    private JwtAccess jwt;
    private Admission admission = admission(false, List.of());

    @AfterEach
    void close() {
        admission.close();
    }

    @Test
    void without_tokens_local_clients_may_do_everything() {
        assertThat(verdicts("127.0.0.1")).containsOnly(ADMITTED);
        assertThat(verdicts("::1")).containsOnly(ADMITTED);
    }

    @Test
    void without_tokens_clients_elsewhere_have_the_short_health_only() {
        assertThat(verdicts(ELSEWHERE)).containsExactly(ADMITTED, NOT_LOCAL, NOT_LOCAL, NOT_LOCAL, NOT_LOCAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded",
                "X-Forwarded-For",
                "x-forwarded-for",
                "Via",
                "X-Real-IP",
                "X-Forwarded-Proto",
                "X-Forwarded-Port",
                "X-Forwarded-Server",
                "x-forwarded-prefix",
                "X-FORWARDED-ANYTHING"
            })
    void a_proxy_on_the_same_machine_does_not_make_its_clients_local(String header) {
        assertThat(admission.judge(READ.with(header, "127.0.0.1"))).isEqualTo(NOT_LOCAL);
    }

    @Test
    void an_open_service_admits_everything() {
        admission = admission(true, List.of());

        assertThat(verdicts(ELSEWHERE)).containsOnly(ADMITTED);
    }

    @Test
    void a_token_opens_what_its_role_grants_and_closes_it_to_others() {
        admission = admission(false, List.of(), Role.WRITE, Role.DETAILS);

        assertThat(verdicts(ELSEWHERE)).containsExactly(ADMITTED, NEEDS_TOKEN, NEEDS_TOKEN, NEEDS_LOGIN, NOT_LOCAL);
        assertThat(verdicts("127.0.0.1")).containsExactly(ADMITTED, ADMITTED, NEEDS_TOKEN, NEEDS_LOGIN, ADMITTED);
        assertThat(verdicts(ELSEWHERE, Role.WRITE))
                .containsExactly(ADMITTED, ADMITTED, ADMITTED, NOT_GRANTED, NOT_LOCAL);
        assertThat(verdicts(ELSEWHERE, Role.DETAILS))
                .containsExactly(ADMITTED, NOT_GRANTED, NOT_GRANTED, ADMITTED, NOT_LOCAL);
    }

    @Test
    void an_administrator_sees_details_but_no_projects() {
        admission = admission(false, List.of(), Role.values());

        assertThat(verdicts(ELSEWHERE, Role.ADMIN))
                .containsExactly(ADMITTED, NOT_GRANTED, NOT_GRANTED, ADMITTED, ADMITTED);
    }

    @Test
    void an_open_service_still_asks_for_the_tokens_that_it_has() {
        admission = admission(true, List.of(), Role.ADMIN);

        assertThat(verdicts(ELSEWHERE)).containsExactly(ADMITTED, ADMITTED, ADMITTED, ADMITTED, NEEDS_TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer x", "Digest x", "Basic %", "Basic eDp4", "Bearer\t"})
    void other_credentials_are_wrong(String authorization) {
        admission = admission(false, List.of(), Role.ADMIN);

        assertThat(admission.judge(ADMIN.with("Authorization", authorization))).isEqualTo(NEEDS_TOKEN);
    }

    @Test
    void the_token_may_be_the_password_of_any_user_and_two_tokens_are_none() {
        admission = admission(false, List.of(), Role.DETAILS);
        String basic = "Basic " + Base64.getEncoder().encodeToString(("me:" + token(Role.DETAILS)).getBytes(UTF_8));

        assertThat(admission.judge(DETAILS.with("Authorization", basic))).isEqualTo(ADMITTED);
        assertThat(admission.judge(DETAILS.with("Authorization", basic).bearer(token(Role.DETAILS))))
                .isEqualTo(NEEDS_LOGIN);
    }

    @Test
    void an_address_that_sends_many_wrong_tokens_is_slowed_down_and_others_are_not() {
        admission = admission(false, List.of(), Role.ADMIN);
        for (int i = 0; i < 10; i++) {
            assertThat(admission.judge(ADMIN.from(ELSEWHERE).bearer(WRONG))).isEqualTo(NEEDS_TOKEN);
        }

        assertThat(admission.judge(ADMIN.from(ELSEWHERE).bearer(WRONG))).isEqualTo(TOO_MANY_WRONG_TOKENS);
        assertThat(verdicts(ELSEWHERE, Role.ADMIN))
                .containsExactly(ADMITTED, NOT_LOCAL, NOT_LOCAL, TOO_MANY_WRONG_TOKENS, TOO_MANY_WRONG_TOKENS);
        assertThat(verdicts("192.0.2.8", Role.ADMIN)).contains(ADMITTED).doesNotContain(TOO_MANY_WRONG_TOKENS);

        ticker.advance(Duration.ofSeconds(6));
        assertThat(admission.judge(ADMIN.from(ELSEWHERE).bearer(token(Role.ADMIN))))
                .isEqualTo(ADMITTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forward", "X-Forwarding-Note", "Forwarded-By", "X-Real", "Viable", "X-Request-Id"})
    void other_headers_are_those_of_a_client(String header) {
        assertThat(admission.judge(READ.with(header, "127.0.0.1"))).isEqualTo(ADMITTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            X-Forwarded-For | 127.0.0.1                       | ADMITTED
            X-Forwarded-For | 192.0.2.7                       | NOT_LOCAL
            X-Forwarded-For | 127.0.0.1, 192.0.2.7            | NOT_LOCAL
            X-Forwarded-For | 192.0.2.7, 127.0.0.1            | NOT_LOCAL
            X-Forwarded-For | 127.0.0.1, ::1                  | ADMITTED
            X-Forwarded-For | 127.0.0.1, 10.0.0.9             | NOT_LOCAL
            X-Forwarded-For | unknown                         | NOT_LOCAL
            X-Forwarded-For | unknown, 127.0.0.1              | NOT_LOCAL
            X-Forwarded-For | 127.0.0.999                     | NOT_LOCAL
            Forwarded       | for=127.0.0.1                   | ADMITTED
            Forwarded       | proto=http;for="[::1]:4711"     | ADMITTED
            Forwarded       | for=127.0.0.1, for=192.0.2.7    | NOT_LOCAL
            Forwarded       | for=192.0.2.7, for=127.0.0.1    | NOT_LOCAL
            Forwarded       | for=_hidden                     | NOT_LOCAL
            Forwarded       | proto=http                      | NOT_LOCAL
            Via             | 1.1 proxy                       | NOT_LOCAL
            """)
    void a_trusted_proxy_on_this_machine_has_local_clients_if_all_it_names_are_local(
            String header, String value, Verdict verdict) {
        admission = admission(false, List.of("127.0.0.0/8", "10.0.0.0/8"));

        assertThat(admission.judge(READ.with(header, value))).isEqualTo(verdict);
        assertThat(admission.judge(READ.from("10.1.2.3").with(header, value))).isEqualTo(NOT_LOCAL);
        assertThat(admission.judge(READ.from("11.1.2.3").with(header, value))).isEqualTo(NOT_LOCAL);
    }

    @Test
    void a_trusted_proxy_that_sends_both_forms_names_nobody() {
        admission = admission(false, List.of("127.0.0.1"));

        assertThat(admission.judge(READ.with("Forwarded", "for=127.0.0.1").with("X-Forwarded-For", "127.0.0.1")))
                .isEqualTo(NOT_LOCAL);
    }

    @Test
    void a_client_that_invents_a_chain_is_not_local_if_the_proxy_names_its_address_in_another_header() {
        admission = admission(false, List.of("127.0.0.1"));
        FakeRequest invented = READ.with("X-Forwarded-For", "127.0.0.1");

        assertThat(admission.judge(invented.with("X-Real-IP", ELSEWHERE))).isEqualTo(NOT_LOCAL);
        assertThat(admission.judge(invented.with("X-Real-IP", "127.0.0.1"))).isEqualTo(ADMITTED);
    }

    @Test
    void a_proxy_on_another_machine_has_no_local_clients_whose_streams_would_not_be_counted() {
        admission = admission(false, List.of("10.0.0.0/8"));

        assertThat(admission.remoteClient(READ.from("10.1.2.3").with("X-Forwarded-For", "127.0.0.1")))
                .contains("10.1.2.3");
        assertThat(admission.remoteClient(READ.from("10.1.2.3").with("X-Forwarded-For", ELSEWHERE)))
                .contains(ELSEWHERE);
    }

    /** A proxy adds one of the two headers, and may pass on the other one as its client sent it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            Forwarded       | for=127.0.0.1 | X-Forwarded-For | 192.0.2.7
            Forwarded       | for=192.0.2.8 | X-Forwarded-For | 192.0.2.7
            Forwarded       | for=_hidden   | X-Forwarded-For | 192.0.2.7
            Forwarded       | x             | X-Forwarded-For | 192.0.2.7
            X-Forwarded-For | 127.0.0.1     | Forwarded       | for=192.0.2.7
            X-Forwarded-For | unknown       | Forwarded       | for=192.0.2.7
            """)
    void a_client_that_contradicts_its_proxy_is_not_counted_as_the_proxy(
            String invented, String value, String added, String address) {
        admission = admission(false, List.of("127.0.0.1", "10.0.0.0/8"), Role.ADMIN);
        FakeRequest contradictory = ADMIN.with(invented, value).with(added, address);

        assertThat(admission.remoteClient(contradictory)).contains("unknown behind 127.0.0.1");
        assertThat(admission.remoteClient(contradictory.from("10.1.2.3"))).contains("unknown behind 10.1.2.3");
        for (int i = 0; i < 11; i++) {
            admission.judge(contradictory.bearer(WRONG));
        }
        assertThat(admission.judge(contradictory.bearer(token(Role.ADMIN)))).isEqualTo(TOO_MANY_WRONG_TOKENS);
        assertThat(admission.judge(ADMIN.bearer(token(Role.ADMIN)))).isEqualTo(ADMITTED);
        assertThat(admission.judge(ADMIN.with(added, address).bearer(token(Role.ADMIN))))
                .isEqualTo(ADMITTED);
    }

    @Test
    void two_headers_that_name_the_same_client_do_not_contradict_each_other() {
        admission = admission(false, List.of("127.0.0.1"));

        assertThat(admission.remoteClient(
                        READ.with("Forwarded", "for=192.0.2.9, for=192.0.2.7").with("X-Forwarded-For", ELSEWHERE)))
                .contains(ELSEWHERE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            X-Forwarded-For | unknown
            X-Forwarded-For | 192.0.2.7, unix:
            Forwarded       | for=_hidden
            """)
    void a_client_that_its_proxy_hides_is_not_counted_as_the_proxy(String header, String value) {
        admission = admission(false, List.of("127.0.0.1"));

        assertThat(admission.remoteClient(READ.with(header, value))).contains("unknown behind 127.0.0.1");
    }

    @Test
    void a_proxy_that_is_not_named_cannot_name_its_clients() {
        assertThat(admission.remoteClient(READ.with("X-Forwarded-For", ELSEWHERE)))
                .isEmpty();
        assertThat(admission.remoteClient(READ.from("10.1.2.3").with("X-Forwarded-For", "127.0.0.1")))
                .contains("10.1.2.3");
    }

    private List<Verdict> verdicts(String peer, Role... roles) {
        return List.of(HEALTH, READ, WRITE, DETAILS, ADMIN).stream()
                .map(request -> request.from(peer))
                .map(request -> roles.length == 0 ? request : request.bearer(token(roles[0])))
                .map(admission::judge)
                .toList();
    }

    private Admission admission(boolean open, List<String> proxies, Role... roles) {
        Map<Role, TokenSource> tokens = new EnumMap<>(Role.class);
        Arrays.stream(roles).forEach(role -> tokens.put(role, new TokenSource(Token.of("x", token(role)), null)));
        return new Admission(
                new AccessConfig(
                        List.of(),
                        proxies.stream()
                                .flatMap(text -> AddressRange.parse(text).stream())
                                .toList(),
                        tokens,
                        jwt,
                        open),
                1,
                ticker);
    }

    private static String token(Role role) {
        return role.name() + "-" + "x".repeat(40);
    }
}
