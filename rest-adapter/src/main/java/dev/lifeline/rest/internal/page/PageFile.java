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
    /** The page may load what comes from here, and nothing else; nobody may show it inside a page of theirs. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** Browsers ask each time whether theirs is the newest, and get a short answer: an upgrade is seen at once. */
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
     * Reads a file of the class path.
     *
     * @param resource its absolute name, without a slash at its beginning
     * @throws IllegalStateException if it is not there
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

    /** The file. */
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
