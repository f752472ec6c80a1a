package dev.lifeline.app.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.http.util.MimeHeaders;
import org.junit.jupiter.api.Test;

class AcceptHeadersTest {
    private final AcceptHeaders headers = new AcceptHeaders();

    @Test
    void different_values_beyond_the_limit_do_not_pass_and_the_first_ones_still_do() {
        long passed = IntStream.range(0, 40_000)
                .filter(i -> headers.mayPass("application/json;v=" + i))
                .count();

        assertThat(passed).isEqualTo(AcceptHeaders.MOST_VALUES);
        assertThat(headers.mayPass("application/json;v=0")).isTrue();
        assertThat(headers.mayPass("text/html")).isFalse();
    }

    @Test
    void several_lines_count_as_the_one_that_they_make_together() {
        MimeHeaders usual = lines("text/html", "application/json");
        headers.bound(usual);
        assertThat(usual.values(Header.Accept)).containsExactly("text/html", "application/json");

        MimeHeaders many = lines("*/*", "a/b,".repeat(3_000));
        headers.bound(many);
        assertThat(many.values(Header.Accept)).containsExactly("*/*");

        long passed = IntStream.range(0, 1_000)
                .mapToObj(i -> lines("*/*", "text/" + i))
                .peek(headers::bound)
                .filter(lines -> lines.values(Header.Accept).iterator().next().equals("*/*")
                        && lines.indexOf(Header.Accept, 1) > 0)
                .count();
        assertThat(passed).isEqualTo(AcceptHeaders.MOST_VALUES - 1);
    }

    private static MimeHeaders lines(String... values) {
        var lines = new MimeHeaders();
        for (String value : values) {
            lines.addValue(Header.Accept).setString(value);
        }
        return lines;
    }

    @Test
    void new_values_pass_in_the_next_period() {
        IntStream.range(0, 1_000).forEach(i -> headers.mayPass("text/" + i));

        headers.forget();

        assertThat(headers.mayPass("text/html")).isTrue();
    }
}
