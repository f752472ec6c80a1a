package dev.lifeline.app;

import static java.lang.System.Logger.Level.ERROR;

import java.util.ArrayDeque;
import java.util.Deque;

/** Stack of open resources, closed in reverse order, even if closing one of them fails. Confined to one thread. */
final class Opened implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Opened.class.getName());

    private final Deque<AutoCloseable> stack = new ArrayDeque<>();

    <T extends AutoCloseable> T push(T resource) {
        stack.push(resource);
        return resource;
    }

    @Override
    public void close() {
        while (!stack.isEmpty()) {
            close(stack.pop());
        }
    }

    @SuppressWarnings("try") // An interrupt while closing one must not leave the others open.
    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.log(ERROR, "Something could not be closed in order", e);
        }
    }
}
