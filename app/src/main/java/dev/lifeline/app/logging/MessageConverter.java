package dev.lifeline.app.logging;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** Message on one line without control characters. */
final class MessageConverter extends ClassicConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return ControlCharacters.escaped(String.valueOf(event.getFormattedMessage()));
    }
}
