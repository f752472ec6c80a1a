package dev.lifeline.app.http.grizzly;

import org.glassfish.grizzly.http.HttpResponsePacket;

/** Form of all responses to errors before the REST layer (RFC 9457), without information about the server. */
public final class ProblemResponse {
    private static final String MEDIA_TYPE = "application/problem+json";

    private ProblemResponse() {}

    /** Sets the headers of a response except for those of its status. */
    public static void describe(HttpResponsePacket response) {
        response.setContentType(MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }

    /**
     * Returns the body.
     *
     * @param members further members of the JSON object, each with a comma before it
     */
    public static String body(int status, String title, String members) {
        return "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + members + "}";
    }
}
