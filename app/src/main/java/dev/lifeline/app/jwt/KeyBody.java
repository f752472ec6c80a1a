package dev.lifeline.app.jwt;

import dev.lifeline.domain.internal.http.BoundedBody;
import java.net.http.HttpResponse.BodySubscriber;

/** Body with a key set. */
final class KeyBody extends BoundedBody implements BodySubscriber<byte[]> {
    KeyBody() {
        super(VerificationKeys.MAX_BYTES);
    }
}
