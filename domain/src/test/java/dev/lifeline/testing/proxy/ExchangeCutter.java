package dev.lifeline.testing.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Proxy between clients and a PostgreSQL server on loopback that closes one connection at a chosen exchange: the
 * connection on which a request with {@link #MARK} arrived. Safe for use by several threads.
 */
public final class ExchangeCutter implements AutoCloseable {
    /** SQL comment that starts the count of exchanges on its connection. */
    public static final String MARK = "/* count from here */";

    private static final int NEVER = Integer.MAX_VALUE;

    private final ProxyListener listener;
    private volatile Place place = Place.BEFORE_REQUEST;
    private volatile int exchange = NEVER;
    private final AtomicInteger cuts = new AtomicInteger();

    private ExchangeCutter(int target) {
        this.listener = ProxyListener.to(target, "exchange-cutter", this::connect);
    }

    /** Position of the cut in an exchange. */
    public enum Place {
        /** Before the server receives the request. */
        BEFORE_REQUEST,
        /** After the server has received the request; both sides are closed at once. */
        AFTER_REQUEST,
        /** After the server has replied in full, before the client receives any of it. */
        BEFORE_REPLY,
        /** After the client has received the first bytes of the reply. */
        WITHIN_REPLY
    }

    /** Starts a proxy to that port. */
    public static ExchangeCutter to(int port) {
        return new ExchangeCutter(port);
    }

    /** Returns the port that it listens on. */
    public int port() {
        return listener.port();
    }

    /** Cuts the exchange with that number after the next mark, 0 for the first. Cuts once. */
    public void cut(int number, Place where) {
        cuts.set(0);
        place = where;
        exchange = number;
    }

    /** Returns whether the cut was made. */
    public boolean hasCut() {
        return cuts.get() > 0;
    }

    private void connect(Socket client, Socket server) {
        Flow flow = new Flow(client, server);
        listener.daemon(flow::requests);
        listener.daemon(flow::replies);
    }

    @Override
    public void close() {
        listener.close();
    }

    private final class Flow {
        private final Socket client;
        private final Socket server;
        private volatile int left = NEVER;
        private final MessageCounter owed = new MessageCounter("QS");
        private final MessageCounter replied = new MessageCounter("ZG");
        private volatile boolean cutsReply;

        private Flow(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        private void requests() {
            byte[] buffer = new byte[65_536];
            try {
                InputStream in = client.getInputStream();
                OutputStream out = server.getOutputStream();
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    request(buffer, count, out);
                }
            } catch (IOException e) {
                // Closed below.
            }
            end();
        }

        private void request(byte[] buffer, int count, OutputStream out) throws IOException {
            boolean mine = left == 0;
            if (mine) {
                left = NEVER;
                cuts.incrementAndGet();
            } else if (left != NEVER) {
                left--;
            }
            if (new String(buffer, 0, count, StandardCharsets.ISO_8859_1).contains(MARK)) {
                left = exchange;
                exchange = NEVER;
            }
            if (!mine) {
                out.write(buffer, 0, count);
                return;
            }
            switch (place) {
                case BEFORE_REQUEST -> end();
                case AFTER_REQUEST -> {
                    out.write(buffer, 0, count);
                    end();
                }
                default -> {
                    owed.add(buffer, count);
                    cutsReply = true;
                    out.write(buffer, 0, count);
                }
            }
        }

        /**
         * Returns whether these bytes end the reply. The server ends each reply to a query, or to a sequence with a
         * Sync, with ReadyForQuery.
         */
        private boolean isWhole(byte[] reply, int count) {
            replied.add(reply, count);
            return replied.count() >= owed.count();
        }

        private void replies() {
            byte[] buffer = new byte[65_536];
            try {
                InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream();
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    if (!cutsReply) {
                        out.write(buffer, 0, count);
                    } else if (place == Place.WITHIN_REPLY) {
                        out.write(buffer, 0, Math.min(count, 7));
                        break;
                    } else if (isWhole(buffer, count)) {
                        break;
                    }
                }
            } catch (IOException e) {
                // Closed below.
            }
            end();
        }

        private void end() {
            ProxyListener.close(client);
            ProxyListener.close(server);
        }
    }
}
