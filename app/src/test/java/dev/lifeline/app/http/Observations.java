package dev.lifeline.app.http;

import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;

/** Calls of an observer, as text. Safe for use by several threads. */
final class Observations extends CopyOnWriteArrayList<String> {
    private static final long serialVersionUID = 1L;

    void add(String method, String route, int status, Duration took) {
        add(method + " " + route + " " + status);
    }
}
