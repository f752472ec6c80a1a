package dev.lifeline.app.logging;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.lifeline.app.request.RequestId;

/** The request of the logging thread, if it has one. */
final class RequestConverter extends ClassicConverter {

    @Override
    public String convert(ILoggingEvent event) {
        String id = RequestId.current();
        return id == null ? "" : " (request " + id + ")";
    }
}
