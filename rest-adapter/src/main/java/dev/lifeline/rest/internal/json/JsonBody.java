package dev.lifeline.rest.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** What an answer says in JSON. */
public interface JsonBody {

    /** Writes itself as one JSON value. */
    void writeTo(JsonGenerator json) throws IOException;
}
