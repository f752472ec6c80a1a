package dev.lifeline.rest.internal.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.project.InvalidInputException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cost of parsing a header is proportional to its length: compared in processor time of this thread. */
class HeaderCostTest {
    private static final int CONDITION = 4_000;

    /** Four times as long, it is still shorter than the limit, beyond which a key is not parsed. */
    private static final int KEY = 120;

    private static final int TIMES_LONGER = 4;
    private static final int RUNS = 5;
    private static final int CHARACTERS = 20_000;

    /** Between the ratio of linear cost, 4, and that of quadratic cost, 16. */
    private static final double MOST = 10;

    /** Below this time a ratio means nothing. */
    private static final double NOISE_NANOS = 1_000_000;

    @ParameterizedTest
    @ValueSource(strings = {"\"a\",", "W/\"abc\" ,\t", "\"12-3\", ", ",", " ", "\"a\"\t,", "\"", "a"})
    void a_precondition_of_four_times_the_length_costs_about_four_times_as_much(String part) {
        assertProportional("\"a\",", part, CONDITION, HeaderCostTest::precondition);
        assertProportional("\"", part, CONDITION, HeaderCostTest::precondition);
    }

    @ParameterizedTest
    @ValueSource(strings = {"k", "\\\"", "\\\\", "\"", " ", "\\"})
    void a_key_of_four_times_the_length_costs_about_four_times_as_much(String part) {
        assertProportional("\"", part, KEY, text -> IdempotencyKey.parse(List.of(text)));
        assertProportional("\"", part, KEY, text -> IdempotencyKey.parse(List.of(text + "\"")));
    }

    private static void precondition(String text) {
        IfMatch.require(PreconditionHeaders.of(text));
    }

    private static void assertProportional(String begin, String part, int length, Consumer<String> parser) {
        int count = length / part.length();
        int repeats = CHARACTERS / length;
        double once = nanos(begin + part.repeat(count), repeats, parser);
        double often = nanos(begin + part.repeat(TIMES_LONGER * count), repeats, parser);

        assertThat(often).isLessThan(MOST * Math.max(once, NOISE_NANOS));
    }

    /** Returns the least processor time of several runs. */
    private static double nanos(String text, int repeats, Consumer<String> parser) {
        var threads = ManagementFactory.getThreadMXBean();
        double least = Double.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            long begun = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < repeats; i++) {
                parse(text, parser);
            }
            least = Math.min(least, threads.getCurrentThreadCpuTime() - begun);
        }
        return least;
    }

    private static void parse(String text, Consumer<String> parser) {
        try {
            parser.accept(text);
        } catch (InvalidInputException refused) {
            assertThat(refused.field()).isNotEmpty();
        }
    }
}
