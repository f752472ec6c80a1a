package dev.lifeline.app.embedded;

import dev.lifeline.domain.port.in.CreateProjectUseCase;
import dev.lifeline.domain.port.in.ListProjectsUseCase;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.ProjectQuery;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.domain.write.WriteToken;
import java.util.List;

/** Sample content of a temporary embedded database. */
public final class SampleProjects {
    private static final List<NewProject> SAMPLES = List.of(
            sample("aurora", "Aurora", "Forecasts of northern lights for the coast"),
            sample("beacon", "Beacon", "Positions of buoys and lightships, once a minute"),
            sample("cartographer", "Cartographer", "Trail maps that volunteers keep up to date"),
            sample("drift", "Drift", "How currents carry what falls into the sea"),
            sample("ember", "Ember", "Early warnings of forest fires"),
            sample("harvest", "Harvest", "Which farm sells what this week"),
            sample("lantern", "Lantern", "Street lamps that tell when they are broken"),
            sample("orchard", "Orchard", "A register of old fruit trees"),
            sample("quarry", "Quarry", "Stone by stone: the archive of a cathedral's workshop"),
            sample("tidewater", "Tidewater", "Tide tables for small harbours"));

    private final CreateProjectUseCase create;
    private final ListProjectsUseCase list;

    public SampleProjects(CreateProjectUseCase create, ListProjectsUseCase list) {
        this.create = create;
        this.list = list;
    }

    /**
     * Creates ten projects if there are none. Blocks like the use cases.
     *
     * @throws dev.lifeline.domain.connection.DatabaseUnavailableException if the database could not be used in time
     */
    public void createIfEmpty() {
        if (list.list(ProjectQuery.firstPage()).projects().isEmpty()) {
            SAMPLES.forEach(sample -> create.create(WriteToken.random("samples"), sample));
        }
    }

    private static NewProject sample(String slug, String name, String description) {
        return new NewProject(new Slug(slug), name, description);
    }
}
