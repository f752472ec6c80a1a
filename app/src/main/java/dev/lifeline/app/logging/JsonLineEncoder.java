package dev.lifeline.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.lifeline.app.request.RequestId;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Writes an event as one JSON object on one line, with the trace of the logging thread. Safe for use by several
 * threads.
 */
final class JsonLineEncoder extends EncoderBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final byte[] NOTHING = {};

    @Override
    public byte[] encode(ILoggingEvent event) {
        var json = new StringBuilder(256).append('{');
        member(json, "timestamp", TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
        member(json.append(','), "level", event.getLevel().toString());
        member(json.append(','), "logger", event.getLoggerName());
        member(json.append(','), "thread", event.getThreadName());
        String request = RequestId.current();
        if (request != null) {
            member(json.append(','), "requestId", request);
        }
        SpanContext span = Span.current().getSpanContext();
        if (span.isValid()) {
            member(json.append(','), "traceId", span.getTraceId());
            member(json.append(','), "spanId", span.getSpanId());
        }
        member(json.append(','), "message", String.valueOf(event.getFormattedMessage()));
        IThrowableProxy error = event.getThrowableProxy();
        if (error != null) {
            member(json.append(','), "error", ThrowableProxyUtil.asString(new EscapedThrowable(error)));
        }
        return json.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    private static void member(StringBuilder json, String name, String value) {
        json.append('"').append(name).append("\":\"");
        value.chars().forEach(c -> escape(json, (char) c));
        json.append('"');
    }

    private static void escape(StringBuilder json, char c) {
        switch (c) {
            case '"', '\\' -> json.append('\\').append(c);
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> {
                if (ControlCharacters.isOne(c) || Character.isSurrogate(c)) {
                    json.append(ControlCharacters.unicode(c));
                } else {
                    json.append(c);
                }
            }
        }
    }
}
