package dev.lifeline.app.logging;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Exception for logs: its messages, and those of its causes, are on one line without control characters. */
record EscapedThrowable(IThrowableProxy original) implements IThrowableProxy {

    @Override
    public @Nullable String getMessage() {
        return escaped(original.getMessage());
    }

    @Override
    public @Nullable String getOverridingMessage() {
        return escaped(original.getOverridingMessage());
    }

    @Override
    public String getClassName() {
        return original.getClassName();
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
        return original.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
        return original.getCommonFrames();
    }

    @Override
    public @Nullable IThrowableProxy getCause() {
        IThrowableProxy cause = original.getCause();
        return cause == null ? null : new EscapedThrowable(cause);
    }

    @Override
    public IThrowableProxy[] getSuppressed() {
        return Arrays.stream(original.getSuppressed())
                .map(EscapedThrowable::new)
                .toArray(IThrowableProxy[]::new);
    }

    @Override
    public boolean isCyclic() {
        return original.isCyclic();
    }

    private static @Nullable String escaped(@Nullable String text) {
        return text == null ? null : ControlCharacters.escaped(text);
    }
}
