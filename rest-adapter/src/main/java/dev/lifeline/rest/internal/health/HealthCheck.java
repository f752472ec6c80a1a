package dev.lifeline.rest.internal.health;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeline.domain.connection.ConnectionHealth;
import dev.lifeline.domain.connection.PoolOccupancy;
import dev.lifeline.domain.lifecycle.LifecyclePhase;
import dev.lifeline.domain.status.DatabaseKind;
import dev.lifeline.rest.internal.health.HealthDatum.Count;
import dev.lifeline.rest.internal.health.HealthDatum.Text;
import dev.lifeline.rest.internal.json.JsonBody;
import dev.lifeline.rest.internal.json.UtcText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One check in the format of MicroProfile Health 4.0.
 *
 * @param data omitted if empty
 */
record HealthCheck(String name, boolean up, List<HealthDatum> data) implements JsonBody {

    /** Returns the liveness check: a process that responds is alive. */
    static HealthCheck process() {
        return new HealthCheck("process", true, List.of());
    }

    /** Returns whether the start is complete. */
    static HealthCheck startup(LifecyclePhase phase) {
        return new HealthCheck("startup", phase != LifecyclePhase.STARTING, data(phase));
    }

    /** Returns whether the service accepts requests. Reports an embedded database. */
    static HealthCheck lifecycle(LifecyclePhase phase, DatabaseKind kind) {
        List<HealthDatum> data = new ArrayList<>(data(phase));
        kind.notice().ifPresent(notice -> data.add(new Text("database", notice)));
        return new HealthCheck("lifecycle", phase == LifecyclePhase.RUNNING, data);
    }

    /** Returns whether the database is serving, as far as known without a check. */
    static HealthCheck database(ConnectionHealth health, DatabaseKind kind) {
        List<HealthDatum> data = new ArrayList<>();
        data.add(new Text("state", health.state().name()));
        data.add(new Text("since", UtcText.millis(health.since())));
        health.reason().ifPresent(reason -> data.add(new Text("reason", reason.text())));
        data.add(new Count("generation", health.generation()));
        data.addAll(data(health.pool()));
        kind.notice().ifPresent(notice -> data.add(new Text("database", notice)));
        return new HealthCheck("database", health.state().isServing(), data);
    }

    private static List<HealthDatum> data(LifecyclePhase phase) {
        return List.of(new Text("phase", phase.name()));
    }

    private static List<HealthDatum> data(PoolOccupancy pool) {
        return List.of(
                new Count("poolActive", pool.active()),
                new Count("poolIdle", pool.idle()),
                new Count("poolWaiting", pool.waiting()),
                new Count("poolMax", pool.max()));
    }

    static String word(boolean up) {
        return up ? "UP" : "DOWN";
    }

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("status", word(up));
        if (!data.isEmpty()) {
            json.writeObjectFieldStart("data");
            for (HealthDatum datum : data) {
                datum.writeTo(json);
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
