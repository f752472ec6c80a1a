package dev.lifeline.app.tls;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.lifeline.domain.settings.InvalidSettingsException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * Keys and certificates of the listeners, which are replaced when their files change. Existing connections keep their
 * keys and certificates. Safe for use by several threads.
 */
public final class ServerTls {
    /** Interval of reading the files, which are small. */
    public static final Duration RELOAD_INTERVAL = Duration.ofSeconds(5);

    private static final System.Logger LOG = System.getLogger(ServerTls.class.getName());

    private final TlsConfig config;
    private volatile TlsMaterial material;
    private List<byte[]> contents;
    private @Nullable String reported;

    private ServerTls(TlsConfig config, TlsFiles files) {
        this.config = config;
        this.contents = files.contents();
        this.material = TlsMaterial.of(files, config.clientCertificates());
    }

    /**
     * Checks that the files have a valid content now.
     *
     * @throws InvalidSettingsException if a file cannot be read, or its content is invalid
     */
    public static void requireValid(TlsConfig config) {
        var unused = TlsFiles.read(config);
    }

    /**
     * Reads the files.
     *
     * @throws InvalidSettingsException if a file cannot be read, or its content is invalid
     */
    public static ServerTls open(TlsConfig config) {
        var tls = new ServerTls(config, TlsFiles.read(config));
        LOG.log(INFO, "TLS with {0}", tls.material.description());
        return tls;
    }

    /** Returns the engine of a new connection. */
    public SSLEngine engine(boolean isAdminListener) {
        return material.engine(isAdminListener);
    }

    /**
     * Reads the files again, and replaces keys and certificates if one has changed. If files are invalid, the previous
     * content stays in use, and the problem is logged once. Must be called regularly.
     */
    public synchronized void reload() {
        try {
            List<byte[]> read = TlsFiles.contents(config);
            if (!isSame(read)) {
                replace(TlsFiles.read(config));
            }
            reported = null;
        } catch (InvalidSettingsException e) {
            String problem = String.join("; ", e.problems());
            if (!problem.equals(reported)) {
                LOG.log(WARNING, "lifeline.{0}; the last certificate stays in force", problem);
                reported = problem;
            }
        }
    }

    private void replace(TlsFiles files) {
        material = TlsMaterial.of(files, config.clientCertificates());
        contents = files.contents();
        LOG.log(INFO, "The files of TLS have changed: {0} is in force", material.description());
    }

    private boolean isSame(List<byte[]> read) {
        for (int i = 0; i < read.size(); i++) {
            if (!Arrays.equals(read.get(i), contents.get(i))) {
                return false;
            }
        }
        return true;
    }
}
