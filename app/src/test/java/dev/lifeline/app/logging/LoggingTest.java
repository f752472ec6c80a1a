package dev.lifeline.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.lifeline.app.request.RequestId;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.bridge.SLF4JBridgeHandler;

class LoggingTest {
    private static final Instant TIME = Instant.parse("2024-01-15T10:30:00.120Z");

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final LoggerContext context = new LoggerContext();

    @Test
    void plain_event_is_one_line_with_a_time_in_utc() {
        assertThat(encode(LogFormat.PLAIN, event("two\r\nlines", null)))
                .isEqualTo("2024-01-15T10:30:00.120Z INFO  [worker-1] Some: two lines\n");
    }

    @Test
    void plain_event_shows_its_error() {
        assertThat(encode(LogFormat.PLAIN, event("broken", new IllegalStateException("why"))))
                .contains("Some: broken\njava.lang.IllegalStateException: why\n\tat ");
    }

    @ParameterizedTest
    @EnumSource
    void no_format_writes_a_control_character_of_a_caller(LogFormat format) {
        String text = "a\u001b[2Jb\u0000c\u007fd\u009be\u202ef\u2066g\u0008h\u2028i\u0085j\tk";
        var cause = new IllegalArgumentException("cause " + text);
        var error =
                new IllegalStateException("error " + text + "\n2024-01-15T10:30:00.120Z INFO  [x] Forged: line", cause);
        error.addSuppressed(new IllegalStateException("suppressed " + text));
        var event = event("message " + text, error);

        String line = encode(format, event);

        assertThat(line.replaceAll("\\n\\t+(at|\\.\\.\\. )|\\n\t*(Caused by|Suppressed|java)", "")
                        .replaceAll("\n$", ""))
                .doesNotContainPattern("[\\p{Cntrl}\u0080-\u009f\u2028\u202e\u2066]");
        for (String part : List.of("message a", "error a", "cause a", "suppressed a")) {
            assertThat(line.replace("\\\\u", "\\u"))
                    .contains(part + "\\u001b[2Jb\\u0000c\\u007fd\\u009be\\u202ef\\u2066g");
        }
        assertThat(line.lines()).noneMatch(one -> one.startsWith("2024-01-15T10:30:00.120Z INFO  [x] Forged"));
    }

    /** All characters with the property Bidi_Control of Unicode. */
    @ParameterizedTest
    @EnumSource
    void no_format_writes_a_mark_that_reorders_text(LogFormat format) {
        String marks = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

        String line = encode(format, event(marks, new IllegalStateException(marks)));

        assertThat(marks.chars().filter(mark -> line.indexOf(mark) >= 0))
                .map(Integer::toHexString)
                .isEmpty();
        assertThat(line).contains("\\u061c\\u200e", "\\u2068\\u2069");
    }

    @Test
    void json_event_is_one_object_on_one_line() {
        assertThat(encode(LogFormat.JSON, event("a \"quoted\"\r\n\t\\ \u0001 \u2028 \uD83D\uDE00 \u00e4", null)))
                .isEqualTo("{\"timestamp\":\"2024-01-15T10:30:00.120Z\",\"level\":\"INFO\","
                        + "\"logger\":\"dev.lifeline.Some\",\"thread\":\"worker-1\","
                        + "\"message\":\"a \\\"quoted\\\"\\r\\n\\t\\\\ \\u0001 \\u2028 \\ud83d\\ude00 \u00e4\"}\n");
    }

    @Test
    void json_event_carries_its_error_with_the_causes() {
        var error = new IllegalStateException("outer", new IllegalArgumentException("inner"));

        assertThat(encode(LogFormat.JSON, event("broken", error)))
                .hasLineCount(1)
                .contains("\"message\":\"broken\",\"error\":\"java.lang.IllegalStateException: outer\\n")
                .contains("Caused by: java.lang.IllegalArgumentException: inner");
    }

    @Test
    void plain_event_on_a_thread_that_works_for_a_trace_ends_with_it() {
        assertThat(inTrace(() -> encode(LogFormat.PLAIN, event("broken", new IllegalStateException("why")))))
                .startsWith("2024-01-15T10:30:00.120Z INFO  [worker-1] Some: broken (trace " + TRACE
                        + ")\njava.lang.IllegalStateException: why\n\tat ");
    }

    @Test
    void json_event_on_a_thread_that_works_for_a_trace_has_it_as_members() {
        assertThat(inTrace(() -> encode(LogFormat.JSON, event("done", null))))
                .endsWith("\"thread\":\"worker-1\",\"traceId\":\"" + TRACE
                        + "\",\"spanId\":\"00f067aa0ba902b7\",\"message\":\"done\"}\n");
    }

    @Test
    void event_on_the_thread_of_a_request_has_its_identifier() {
        RequestId.begin("order-1");
        try {
            assertThat(encode(LogFormat.PLAIN, event("done", null))).endsWith("Some: done (request order-1)\n");
            assertThat(encode(LogFormat.JSON, event("done", null)))
                    .endsWith("\"thread\":\"worker-1\",\"requestId\":\"order-1\",\"message\":\"done\"}\n");
        } finally {
            RequestId.end();
        }
    }

    @ParameterizedTest
    @EnumSource
    void level_is_that_of_our_own_lines_only(LogLevel level) {
        Logging.configure(context, new LogConfig(LogFormat.PLAIN, level));

        assertThat(context.getLogger("dev.lifeline.app").getEffectiveLevel()).isEqualTo(Level.valueOf(level.name()));
        assertThat(context.getLogger("org.flywaydb").getEffectiveLevel()).isEqualTo(Level.WARN);
        assertThat(context.getLogger("org.glassfish.grizzly").getEffectiveLevel())
                .isEqualTo(Level.WARN);
    }

    @Test
    void clients_that_hang_up_are_not_logged() {
        Logging.configure(context, LogConfig.defaults());

        assertThat(context.getLogger("org.glassfish.jersey.server.ServerRuntime$Responder")
                        .getEffectiveLevel())
                .isEqualTo(Level.OFF);
    }

    @Test
    void java_util_logging_comes_out_here_and_costs_nothing_below_warn() {
        Logging.install();

        Logger root = Logger.getLogger("");
        Logger library = Logger.getLogger("org.glassfish.grizzly.http.server.HttpServer");
        assertThat(root.getHandlers()).singleElement().isInstanceOf(SLF4JBridgeHandler.class);
        assertThat(library.isLoggable(java.util.logging.Level.INFO)).isFalse();
        assertThat(library.isLoggable(java.util.logging.Level.WARNING)).isTrue();
    }

    @Test
    void logback_finds_our_defaults_by_itself() {
        var slf4j = (LoggerContext) org.slf4j.LoggerFactory.getILoggerFactory();

        assertThat(slf4j.getLogger("ROOT").getLevel()).isEqualTo(Level.WARN);
        assertThat(System.getLogger("dev.lifeline.Some").isLoggable(System.Logger.Level.INFO))
                .isTrue();
        assertThat(System.getLogger("org.other").isLoggable(System.Logger.Level.INFO))
                .isFalse();
    }

    private static String inTrace(Supplier<String> work) {
        var span = SpanContext.create(TRACE, "00f067aa0ba902b7", TraceFlags.getDefault(), TraceState.getDefault());
        return Context.root().with(Span.wrap(span)).wrapSupplier(work).get();
    }

    private String encode(LogFormat format, LoggingEvent event) {
        return new String(Logging.encoder(context, format).encode(event), StandardCharsets.UTF_8);
    }

    private LoggingEvent event(String message, Throwable error) {
        var event = new LoggingEvent("", context.getLogger("dev.lifeline.Some"), Level.INFO, message, error, null);
        event.setInstant(TIME);
        event.setThreadName("worker-1");
        return event;
    }
}
