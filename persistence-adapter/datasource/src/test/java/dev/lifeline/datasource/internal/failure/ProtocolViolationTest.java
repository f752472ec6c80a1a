package dev.lifeline.datasource.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProtocolViolationTest {
    private static final String READER = "org.postgresql.core.v3.QueryExecutorImpl";
    private static final String STATEMENT = "org.postgresql.jdbc.PgPreparedStatement";
    private static final String CALLER = "com.example.Work";

    private static <T extends RuntimeException> T thrownIn(T thrown, String... classes) {
        thrown.setStackTrace(Stream.of(classes)
                .map(name -> new StackTraceElement(name, "method", null, -1))
                .toArray(StackTraceElement[]::new));
        return thrown;
    }

    @Test
    void any_exception_while_the_driver_reads_is_one() {
        assertThat(ProtocolViolation.isReasonOf(thrownIn(new NullPointerException(), READER, STATEMENT, CALLER)))
                .isTrue();
        assertThat(ProtocolViolation.isReasonOf(
                        thrownIn(new NoSuchElementException(), "java.util.ArrayDeque", READER, STATEMENT, CALLER)))
                .isTrue();
    }

    @Test
    void a_value_that_the_driver_cannot_decode_is_one() {
        assertThat(ProtocolViolation.isReasonOf(thrownIn(
                        new ArrayIndexOutOfBoundsException(), "org.postgresql.util.ByteConverter", STATEMENT, CALLER)))
                .isTrue();
    }

    @Test
    void wrong_arguments_and_failures_of_the_caller_are_none() {
        assertThat(ProtocolViolation.isReasonOf(thrownIn(new NullPointerException(), STATEMENT, CALLER)))
                .isFalse();
        assertThat(ProtocolViolation.isReasonOf(thrownIn(new IllegalArgumentException(), STATEMENT, CALLER)))
                .isFalse();
        assertThat(ProtocolViolation.isReasonOf(
                        thrownIn(new IllegalStateException(), "java.util.Optional", CALLER, STATEMENT)))
                .isFalse();
    }
}
