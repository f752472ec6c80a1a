package dev.lifeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses with the files of the status page. Tests of the app check their behaviour in a browser. */
class StatusPageTest {
    private static final Pattern ASSET = Pattern.compile("(?:href|src)=\"(assets/[^\"]+)\"");
    private static final Pattern MODULE = Pattern.compile("from \"\\./([^\"]+)\"");

    @AutoClose
    private final RunningService service = RunningService.start();

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8",
        "/assets/status.css, text/css; charset=utf-8",
        "/assets/status.js, text/javascript; charset=utf-8",
        "/assets/icon-ok.svg, image/svg+xml",
        "/assets/uplot.js, text/javascript; charset=utf-8",
        "/assets/uplot.css, text/css; charset=utf-8"
    })
    void each_file_has_its_content_type_and_security_headers(String path, String mediaType) {
        HttpResponse<String> answer = service.get(path, "Accept", "*/*");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualToIgnoringCase(mediaType);
        assertThat(header(answer, "Content-Security-Policy"))
                .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                        + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
        assertThat(answer.body()).isNotEmpty();
    }

    @Test
    void everything_that_the_page_and_its_modules_name_is_there() {
        Set<String> named = new TreeSet<>();
        ASSET.matcher(service.get("/").body())
                .results()
                .map(MatchResult::group)
                .forEach(match -> named.add(match.substring(match.indexOf("assets/"), match.length() - 1)));
        Set<String> modules = new TreeSet<>();
        for (String script : named.stream().filter(name -> name.endsWith(".js")).toList()) {
            MODULE.matcher(service.get("/" + script).body())
                    .results()
                    .forEach(match -> modules.add("assets/" + match.group(1)));
        }

        assertThat(named).contains("assets/status.js", "assets/uplot.js").containsAll(modules);
        assertThat(named).allSatisfy(name -> assertThat(service.get("/" + name).statusCode())
                .isEqualTo(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/assets/status.css"})
    void a_browser_with_the_current_file_gets_304(String path) {
        String tag = header(service.get(path), "ETag");

        HttpResponse<String> again = service.get(path, "If-None-Match", tag);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "ETag")).isEqualTo(tag);
        assertThat(service.get(path, "If-None-Match", "\"another\"").statusCode())
                .isEqualTo(200);
        assertThat(service.get(path, "If-None-Match", "rubbish").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/assets/status.js"})
    void head_has_the_same_headers_without_the_file(String path) {
        HttpResponse<String> head = service.send("HEAD", path, "");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "ETag")).isEqualTo(header(service.get(path), "ETag"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/",
                "/assets/index.html",
                "/assets/..%2Fpage%2Findex.html",
                "/assets/%2e%2e/page/index.html",
                "/assets/uPlot.iife.min.js",
                "/assets/status.js/x"
            })
    void no_other_file_is_served(String path) {
        HttpResponse<String> answer = service.get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void the_page_names_nothing_outside_and_works_below_any_path() {
        assertThat(service.get("/").body())
                .doesNotContain("://")
                .doesNotContainPattern("(href|src)=\"/")
                .doesNotContain("style=\"")
                .doesNotContain("onclick");
        try (RunningService below = RunningService.startBelow("/some/where/")) {
            assertThat(below.get("/some/where/").statusCode()).isEqualTo(200);
            assertThat(below.get("/some/where/assets/status.js").statusCode()).isEqualTo(200);
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
