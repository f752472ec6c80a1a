package dev.lifeline.monitoring.internal.remote;

import dev.lifeline.domain.internal.http.BoundedBody;
import java.net.http.HttpResponse.BodySubscriber;

/** Body with the health of a service. */
final class HealthBody extends BoundedBody implements BodySubscriber<byte[]> {
    /** A health response has some hundred bytes. */
    static final int LIMIT = 65_536;

    HealthBody() {
        super(LIMIT);
    }
}
