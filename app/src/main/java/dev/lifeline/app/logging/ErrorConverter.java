package dev.lifeline.app.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;

/** Stack trace without control characters in its messages. */
final class ErrorConverter extends ThrowableProxyConverter {

    @Override
    protected String throwableProxyToString(IThrowableProxy error) {
        return super.throwableProxyToString(new EscapedThrowable(error));
    }
}
