package dev.lifeline.examples.quarkus;

import io.agroal.api.AgroalPoolInterceptor;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the connections that the pool makes, including replacements. */
@Singleton
public class CreatedConnections implements AgroalPoolInterceptor {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public void onConnectionCreate(Connection connection) {
        count.incrementAndGet();
    }

    int count() {
        return count.get();
    }
}
