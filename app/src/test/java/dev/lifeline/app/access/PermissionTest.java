package dev.lifeline.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionTest {

    @ParameterizedTest
    @CsvSource({
        "GET, /health, HEALTH",
        "GET, /health/live, HEALTH",
        "HEAD, /health/ready, HEALTH",
        "GET, /health/started, HEALTH",
        "GET, /health/other, DETAILS",
        "GET, /api/health/database, HEALTH",
        "GET, /api/health/database?reconnect=false, HEALTH",
        "GET, /api/health/database?_=17, HEALTH",
        "GET, /api/health/database?reconnect=true, ADMINISTRATION",
        "GET, /api/health/database?a&reconnect, ADMINISTRATION",
        "GET, /api/health/database?%72econnect=true, ADMINISTRATION",
        "POST, /api/health/database, ADMINISTRATION",
        "POST, /health/live, ADMINISTRATION",
        "GET, /api/projects, READ_PROJECTS",
        "GET, /api/projects?limit=1, READ_PROJECTS",
        "HEAD, /api/projects/aurora, READ_PROJECTS",
        "OPTIONS, /api/projects, READ_PROJECTS",
        "POST, /api/projects, WRITE_PROJECTS",
        "PUT, /api/projects/aurora, WRITE_PROJECTS",
        "DELETE, /api/projects/aurora, WRITE_PROJECTS",
        "GET, '', DETAILS",
        "GET, /assets/link.js, DETAILS",
        "GET, /metrics, DETAILS",
        "GET, /api/monitoring/status, DETAILS",
        "GET, /api/monitoring/incidents, DETAILS",
        "GET, /api/monitoring/events, DETAILS",
        "GET, /nowhere, DETAILS",
        "GET, /api/projectsx, DETAILS",
        "GET, /api/%70rojects, DETAILS",
        "OPTIONS, *, DETAILS",
        "POST, /nowhere, ADMINISTRATION",
        "TRACE, /, ADMINISTRATION",
        "BREW, /metrics, ADMINISTRATION",
        "GET, /api/projects/../health/database, ADMINISTRATION",
        "GET, //api/projects, ADMINISTRATION",
        "GET, /api/projects/x//y, ADMINISTRATION",
    })
    void every_request_needs_one(String method, String target, Permission permission) {
        assertThat(Permission.of(FakeRequest.of(method, target))).isEqualTo(permission);
    }

    @Test
    void the_table_of_the_documentation_is_the_one_in_force() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../docs/security.md"));
        int first = lines.indexOf("| permission | requests | without a token | read | write | details | admin |");

        assertThat(lines.subList(first + 2, first + 2 + Permission.values().length))
                .containsExactlyElementsOf(
                        Arrays.stream(Permission.values()).map(Permission::row).toList());
        assertThat(Arrays.stream(Role.values()).map(Role::setting))
                .allSatisfy(setting -> assertThat(lines).anyMatch(line -> line.contains("`lifeline." + setting + "`")));
    }
}
