package dev.lifeline.rest.internal.project;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeline.domain.project.Project;
import dev.lifeline.rest.internal.json.JsonBody;
import dev.lifeline.rest.internal.json.UtcText;
import java.io.IOException;

/** One project. */
record ProjectJson(Project project) implements JsonBody {

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", project.id().toString());
        json.writeStringField("slug", project.slug().value());
        json.writeStringField("name", project.name());
        json.writeStringField("description", project.description());
        json.writeStringField("createdAt", UtcText.exact(project.createdAt()));
        json.writeStringField("updatedAt", UtcText.exact(project.updatedAt()));
        json.writeNumberField("version", project.version());
        json.writeEndObject();
    }
}
