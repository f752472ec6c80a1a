package dev.lifeline.rest.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** JSON content of a response. */
public interface JsonBody {

    /** Writes the content as one JSON value. */
    void writeTo(JsonGenerator json) throws IOException;
}
