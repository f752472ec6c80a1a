package dev.lifeline.app.jwt;

import java.io.IOException;

/** A key set, or an OpenID configuration that should name one, that cannot be used. */
final class InvalidKeysException extends IOException {
    private static final long serialVersionUID = 1L;

    InvalidKeysException(String message) {
        super(message);
    }
}
