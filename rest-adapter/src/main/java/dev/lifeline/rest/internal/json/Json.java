package dev.lifeline.rest.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;

/** How JSON is read and written here. */
final class Json {
    static final JsonFactory FACTORY = JsonFactory.builder()
            // Names come from callers: keeping them would fill the memory.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            // The stream is the container's, which flushes when it knows how long the body is.
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            // On virtual threads, each used for one request, buffers per thread would never be used again.
            .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
            .build();

    private Json() {}
}
