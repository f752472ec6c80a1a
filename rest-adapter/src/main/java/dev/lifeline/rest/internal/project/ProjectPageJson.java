package dev.lifeline.rest.internal.project;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectPage;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.rest.internal.json.JsonBody;
import java.io.IOException;

/** One page of projects, and the slug after which the next one begins. */
record ProjectPageJson(ProjectPage page) implements JsonBody {

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("projects");
        for (Project project : page.projects()) {
            new ProjectJson(project).writeTo(json);
        }
        json.writeEndArray();
        json.writeStringField("next", page.next().map(Slug::value).orElse(null));
        json.writeEndObject();
    }
}
