package dev.lifeline.app.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeline.domain.settings.InvalidSettingsException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {
    private final AllowedHosts onLoopback = AllowedHosts.of(List.of(), List.of("127.0.0.1"));
    private final AllowedHosts everywhere = AllowedHosts.of(List.of(), List.of("0.0.0.0"));

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LocalHost:3000", "localhost.", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:3000"})
    void a_listener_on_loopback_has_the_names_of_loopback(String host) {
        assertThat(onLoopback.judge(host)).isEqualTo(HostVerdict.ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "evil.example:3000",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "192.0.2.1",
                "[2001:db8::1]",
                "xlocalhost",
                "1.2.3",
                "0x7f.1"
            })
    void other_hosts_are_foreign(String host) {
        assertThat(onLoopback.judge(host)).isEqualTo(HostVerdict.FOREIGN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "x:99999999999", "x:y", "[", "[::1", "user@localhost", "a,b", "[x]", "999.1.1.1"})
    void what_is_no_host_is_malformed(String host) {
        assertThat(onLoopback.judge(host)).isEqualTo(HostVerdict.MALFORMED);
    }

    @Test
    void a_listener_on_all_addresses_has_every_address_the_machine_s_name_and_localhost() throws UnknownHostException {
        String machine = InetAddress.getLocalHost().getHostName();

        assertThat(List.of("192.0.2.1:3000", "[2001:db8::1]", "10.1.2.3", "127.0.0.1", "localhost", machine))
                .allSatisfy(host -> assertThat(everywhere.judge(host)).isEqualTo(HostVerdict.ALLOWED));
        assertThat(everywhere.judge("evil.example")).isEqualTo(HostVerdict.FOREIGN);
    }

    @Test
    void configured_names_patterns_and_addresses_are_added() {
        var hosts = AllowedHosts.of(List.of("API.example.org", "*.svc", "192.0.2.7", "2001:db8::7"), List.of("::1"));

        assertThat(List.of("api.example.org:443", "lifeline.default.svc", "192.0.2.7", "[2001:db8::7]:80", "localhost"))
                .allSatisfy(host -> assertThat(hosts.judge(host)).isEqualTo(HostVerdict.ALLOWED));
        assertThat(List.of("example.org", "svc", "xsvc", "192.0.2.8"))
                .allSatisfy(host -> assertThat(hosts.judge(host)).isEqualTo(HostVerdict.FOREIGN));
    }

    @Test
    void an_asterisk_allows_every_host_but_no_malformed_one() {
        var hosts = AllowedHosts.of(List.of("*"), List.of("127.0.0.1"));

        assertThat(hosts.judge("evil.example")).isEqualTo(HostVerdict.ALLOWED);
        assertThat(hosts.judge("a b")).isEqualTo(HostVerdict.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "http://a", "a:80", "*.", "a*", "*.*", "user@a", "[x]"})
    void settings_that_are_no_hosts_are_refused(String host) {
        assertThatThrownBy(() -> AccessConfig.defaults().withAllowedHosts(host))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageStartingWith("http.allowed-hosts must be")
                .hasMessageEndingWith("but has '" + host + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "*", "*.a", "1.2.3.4", "::1", "[::1]", "my_host"})
    void settings_that_are_hosts_are_accepted(String host) {
        assertThatCode(() -> AccessConfig.defaults().withAllowedHosts(host)).doesNotThrowAnyException();
    }
}
