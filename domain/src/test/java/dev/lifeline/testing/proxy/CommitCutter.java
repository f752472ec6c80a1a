package dev.lifeline.testing.proxy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Proxy between a client and a PostgreSQL server on loopback that parses protocol messages and closes the connection at
 * a given byte of the exchange that commits a transaction. Safe for use by several threads.
 */
public final class CommitCutter implements AutoCloseable {
    private static final int LARGEST_STARTUP_CODE = 0x0003_FFFF;

    private final ProxyListener listener;
    private final AtomicReference<Cut> next = new AtomicReference<>();

    private CommitCutter(int target) {
        this.listener = ProxyListener.to(target, "commit-cutter", this::connect);
    }

    /** A cut, for the next COMMIT on any connection. */
    private static final class Cut {
        private final int requestBytes;
        private final int replyBytes;
        private volatile boolean beyond;
        private volatile boolean done;

        private Cut(int requestBytes, int replyBytes) {
            this.requestBytes = requestBytes;
            this.replyBytes = replyBytes;
        }
    }

    /** Starts a proxy to that port. */
    public static CommitCutter to(int port) {
        return new CommitCutter(port);
    }

    /** Returns the port that it listens on. */
    public int port() {
        return listener.port();
    }

    /** Closes the connection of the next COMMIT after that many bytes of the request. */
    public void cutRequestAfter(int bytes) {
        next.set(new Cut(bytes, -1));
    }

    /** Passes the next COMMIT in full and closes the connection after that many bytes of its reply. */
    public void cutReplyAfter(int bytes) {
        next.set(new Cut(-1, bytes));
    }

    /** Passes the next COMMIT in full and closes both sides before the reply. */
    public void cutWhileUnanswered() {
        next.set(new Cut(-1, -1));
    }

    /** Returns whether the requested byte lay after the end of the exchange, so that the connection was not closed. */
    public boolean wasBeyond() {
        Cut cut = next.get();
        return cut != null && cut.beyond;
    }

    /** Returns whether the requested cut was made or was impossible. */
    public boolean isDone() {
        Cut cut = next.get();
        return cut != null && cut.done;
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
        private final Set<String> commits = new HashSet<>();
        private volatile Cut replyCut;

        private Flow(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        private void requests() {
            try {
                DataInputStream in = new DataInputStream(client.getInputStream());
                OutputStream out = server.getOutputStream();
                passStartup(in, out);
                while (true) {
                    passBatch(in, out);
                }
            } catch (IOException e) {
                end();
            }
        }

        /**
         * Passes TLS requests, which the server declines, and the startup message; these messages have no type byte.
         */
        private void passStartup(DataInputStream in, OutputStream out) throws IOException {
            int code;
            do {
                int length = in.readInt();
                byte[] rest = in.readNBytes(length - 4);
                DataOutputStream whole = new DataOutputStream(out);
                whole.writeInt(length);
                whole.write(rest);
                whole.flush();
                code = (rest[0] & 0xFF) << 24 | (rest[1] & 0xFF) << 16 | (rest[2] & 0xFF) << 8 | rest[3] & 0xFF;
            } while (code > LARGEST_STARTUP_CODE);
        }

        /** Passes a batch of messages on. A batch ends with a message that the server replies to. */
        private void passBatch(DataInputStream in, OutputStream out) throws IOException {
            ByteArrayOutputStream batch = new ByteArrayOutputStream();
            boolean commit = false;
            int type;
            do {
                type = in.readUnsignedByte();
                int length = in.readInt();
                byte[] body = in.readNBytes(length - 4);
                DataOutputStream whole = new DataOutputStream(batch);
                whole.writeByte(type);
                whole.writeInt(length);
                whole.write(body);
                commit |= isCommit(type, body);
            } while ("PBDEC".indexOf(type) >= 0);
            Cut cut = commit ? claim() : null;
            if (cut == null) {
                out.write(batch.toByteArray());
            } else {
                cut(cut, batch.toByteArray(), out);
            }
        }

        private Cut claim() {
            Cut cut = next.get();
            synchronized (CommitCutter.this) {
                if (cut == null || cut.done) {
                    return null;
                }
                cut.done = cut.requestBytes >= 0 || cut.replyBytes < 0;
                return cut;
            }
        }

        private void cut(Cut cut, byte[] request, OutputStream out) throws IOException {
            if (cut.requestBytes >= 0) {
                cut.beyond = cut.requestBytes >= request.length;
                out.write(request, 0, Math.min(cut.requestBytes, request.length));
                out.flush();
                if (!cut.beyond) {
                    end();
                }
                return;
            }
            if (cut.replyBytes >= 0) {
                replyCut = cut;
                out.write(request);
            } else {
                out.write(request);
                end();
            }
        }

        private boolean isCommit(int type, byte[] body) {
            String[] texts = new String(body, StandardCharsets.ISO_8859_1).split("\0", 3);
            if (type == 'Q') {
                return isCommit(texts[0]);
            }
            if (type == 'P' && isCommit(texts[1])) {
                commits.add(texts[0]);
                return true;
            }
            if (type == 'P') {
                commits.remove(texts[0]);
                return false;
            }
            return type == 'B' && commits.contains(texts[1]);
        }

        /** Returns whether the SQL ends in a COMMIT, which may follow another statement. */
        private boolean isCommit(String sql) {
            return sql.strip().equalsIgnoreCase("COMMIT");
        }

        private void replies() {
            byte[] buffer = new byte[8192];
            ByteArrayOutputStream reply = new ByteArrayOutputStream();
            try {
                InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream();
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    if (replyCut == null) {
                        out.write(buffer, 0, count);
                    } else {
                        reply.write(buffer, 0, count);
                        cutReplyOnceComplete(reply.toByteArray(), out);
                    }
                }
                end();
            } catch (IOException e) {
                end();
            }
        }

        /** Cuts after ReadyForQuery, which is the last message of a reply and six bytes long. */
        private void cutReplyOnceComplete(byte[] reply, OutputStream out) throws IOException {
            if (reply.length < 6 || reply[reply.length - 6] != 'Z') {
                return;
            }
            Cut cut = replyCut;
            cut.beyond = cut.replyBytes >= reply.length;
            out.write(reply, 0, Math.min(cut.replyBytes, reply.length));
            out.flush();
            replyCut = null;
            cut.done = true;
            if (!cut.beyond) {
                end();
            }
        }

        private void end() {
            ProxyListener.close(client);
            ProxyListener.close(server);
        }
    }
}
