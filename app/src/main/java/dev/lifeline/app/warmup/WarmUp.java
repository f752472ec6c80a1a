package dev.lifeline.app.warmup;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.domain.time.Ticker;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends requests to the service before it is ready, so that the most used code is loaded and compiled. Limited in time
 * and number; ends at once if the database is unusable. Confined to one thread.
 */
public final class WarmUp {
    private static final System.Logger LOG = System.getLogger(WarmUp.class.getName());

    /** Uses a fraction of the pool, so that connections remain for clients. */
    private static final int CLIENTS = 2;
    /** After this number of requests, most of the code is compiled (docs/decisions). */
    private static final int REQUESTS = 20_000;

    private static final int LIST_EVERY = 32;
    private static final int MISS_EVERY = 8;
    private static final int CLOSE_EVERY = 4;
    private static final Map<String, String> CLOSE = Map.of("Connection", "close");
    private static final long LOOK_MILLIS = 50;
    private static final String LIST = "/api/projects?limit=10";
    private static final String NOBODY = "lifeline-warm-up";
    private static final Pattern SLUG = Pattern.compile("\"slug\":\"([^\"]+)\"");

    private final Client client;
    private final Budget budget;

    /**
     * Creates a warm-up; its time begins now.
     *
     * @param port loopback port of the service
     * @param headers headers of all requests, by which the service admits them
     * @param wanted returns false as soon as further requests are useless
     */
    public WarmUp(Duration limit, int port, Map<String, String> headers, BooleanSupplier wanted, Ticker ticker) {
        this(new Client(port, headers), new Budget(limit, REQUESTS, wanted, ticker));
    }

    WarmUp(Client client, Budget budget) {
        this.client = client;
        this.budget = budget;
    }

    /** Sends requests while they are useful; requests in flight at the end of the time may finish shortly. */
    public void run() throws InterruptedException {
        if (!budget.goesOn()) {
            LOG.log(DEBUG, "There is no use in a warm-up");
            return;
        }
        var running = new CountDownLatch(CLIENTS);
        for (int i = 1; i <= CLIENTS; i++) {
            var thread = new Thread(() -> sendAll(running), "lifeline-warm-up-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        while (!running.await(LOOK_MILLIS, TimeUnit.MILLISECONDS) && budget.goesOn()) {
            // The process may have been asked to end.
        }
        budget.end();
        var unused = running.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        LOG.log(DEBUG, "Warmed up with {0} requests", Integer.toString(budget.taken()));
    }

    private void sendAll(CountDownLatch running) {
        try {
            String known = knownSlug();
            for (int count = 1; budget.take(); count++) {
                requireUse(client.send("GET", path(count, known), "", headers(count), budget.left()));
            }
        } catch (IOException e) {
            LOG.log(DEBUG, "The warm-up ends early: {0}", e.getMessage());
            budget.end();
        } finally {
            running.countDown();
        }
    }

    private String knownSlug() throws IOException {
        Client.Answer list = client.get(LIST, budget.left());
        requireUse(list);
        Matcher slug = SLUG.matcher(list.body());
        return slug.find() ? slug.group(1) : NOBODY;
    }

    /** Now and then the connection ends, so that the code for new connections is compiled, too. */
    private static Map<String, String> headers(int count) {
        return count % CLOSE_EVERY == 0 ? CLOSE : Map.of();
    }

    /** Returns the path of the next request, mostly that of an existing project, as in real traffic. */
    private static String path(int count, String known) {
        if (count % LIST_EVERY == 0) {
            return LIST;
        }
        return "/api/projects/" + (count % MISS_EVERY == 0 ? NOBODY : known);
    }

    private static void requireUse(Client.Answer answer) throws IOException {
        if (answer.status() >= HttpURLConnection.HTTP_INTERNAL_ERROR) {
            throw new IOException("answered " + answer.status());
        }
    }
}
