package dev.lifeline.rest.internal.page;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file of the page, read once. Safe for use by several threads. */
final class PageFile {
    /** The page may load content of the same origin only, and must not be embedded in other pages. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** Browsers revalidate on each use, so that an upgrade is visible at once. */
    private static final String CACHING = "no-cache";

    private final String mediaType;
    private final byte[] content;
    private final EntityTag tag;

    private PageFile(String mediaType, byte[] content) {
        this.mediaType = mediaType;
        this.content = content;
        this.tag = new EntityTag(digest(content));
    }

    /**
     * Reads a file from the class path.
     *
     * @param resource absolute name, without a leading slash
     * @throws IllegalStateException if the file is missing
     */
    static PageFile read(String mediaType, String resource) {
        try (InputStream in = PageFile.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new IllegalStateException("The status page needs " + resource + " on the class path");
            }
            return new PageFile(mediaType, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the file as a response. */
    Response answer() {
        return Response.ok(content)
                .header(HttpHeaders.CONTENT_TYPE, mediaType)
                .tag(tag)
                .header(HttpHeaders.CACHE_CONTROL, CACHING)
                .header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
