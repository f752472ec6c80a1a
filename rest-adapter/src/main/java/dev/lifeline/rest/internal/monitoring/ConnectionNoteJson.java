package dev.lifeline.rest.internal.monitoring;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeline.domain.status.StreamedEvent.ConnectionNote;
import dev.lifeline.rest.internal.json.JsonBody;
import dev.lifeline.rest.internal.json.UtcText;
import java.io.IOException;

/** A connection event. */
record ConnectionNoteJson(ConnectionNote note) implements JsonBody {

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("at", UtcText.millis(note.at()));
        json.writeStringField("type", note.type());
        json.writeStringField("text", note.text());
        json.writeEndObject();
    }
}
