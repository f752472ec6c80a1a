package dev.lifeline.persistence.benchmark;

import dev.lifeline.datasource.testing.TestConfig;
import dev.lifeline.domain.project.ProjectQuery;
import dev.lifeline.persistence.ProjectStore;
import dev.lifeline.testing.postgres.PostgresServer;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A PostgreSQL server and a database opened on it, with its schema made. */
@State(Scope.Benchmark)
public class RealServer {
    PostgresServer server;
    ProjectStore database;

    @Setup
    public void open() {
        server = PostgresServer.started();
        database = ProjectStore.open(TestConfig.of(server), event -> {});
        database.projects().list(ProjectQuery.firstPage());
        server.execute("insert into projects (slug, name) values ('one', 'One')");
        server.execute("create table entries (id bigserial primary key, name text not null)");
    }

    @TearDown
    public void close() {
        database.close();
        server.close();
    }
}
