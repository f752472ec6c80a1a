package dev.lifeline.rest.internal.monitoring;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.ConnectionHealth;
import dev.lifeline.domain.connection.EngineLoad;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.connection.PoolOccupancy;
import dev.lifeline.domain.incident.Incident;
import dev.lifeline.domain.status.DatabaseKind;
import dev.lifeline.domain.status.RequestFigures;
import dev.lifeline.domain.status.ServiceStatus;
import dev.lifeline.rest.internal.health.AccessTerms;
import dev.lifeline.rest.internal.json.JsonBody;
import dev.lifeline.rest.internal.json.UtcText;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Status of the service.
 *
 * @param reconnect conditions under which the client may force a reconnect
 */
record StatusJson(ServiceStatus status, AccessTerms reconnect) implements JsonBody {
    private static final double TENTHS = 10;

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        ConnectionHealth health = status.health();
        json.writeStartObject();
        json.writeStringField("state", health.state().name());
        json.writeBooleanField("serving", health.state().isServing());
        json.writeStringField("since", UtcText.millis(health.since()));
        json.writeStringField("error", text(health.failure()));
        json.writeNumberField("generation", health.generation());
        writePool(json, health.pool());
        writeGate(json, health.load());
        writeRequests(json, status.requests());
        writeChecks(json, status.checks());
        writeOutage(json, status.outage());
        json.writeStringField("startedAt", UtcText.millis(status.instance().startedAt()));
        json.writeStringField("version", status.instance().version());
        writeDatabaseNotice(json, status.instance().database());
        json.writeStringField("at", UtcText.millis(status.at()));
        json.writeObjectFieldStart("reconnect");
        json.writeBooleanField("allowed", reconnect.allowed());
        json.writeBooleanField("tokenRequired", reconnect.tokenRequired());
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Omitted for a configured database. */
    private static void writeDatabaseNotice(JsonGenerator json, DatabaseKind database) throws IOException {
        Optional<String> notice = database.notice();
        if (notice.isPresent()) {
            json.writeStringField("databaseNotice", notice.get());
        }
    }

    private static void writePool(JsonGenerator json, PoolOccupancy pool) throws IOException {
        json.writeObjectFieldStart("pool");
        json.writeNumberField("active", pool.active());
        json.writeNumberField("idle", pool.idle());
        json.writeNumberField("waiting", pool.waiting());
        json.writeNumberField("max", pool.max());
        json.writeEndObject();
    }

    private static void writeGate(JsonGenerator json, EngineLoad load) throws IOException {
        json.writeObjectFieldStart("gate");
        json.writeNumberField("waiting", load.waiting());
        json.writeNumberField("admitted", load.admitted());
        json.writeNumberField("refused", load.refused());
        json.writeNumberField("retriesLeft", tenths(load.retriesLeft()));
        json.writeBooleanField("overdue", load.overdue());
        json.writeEndObject();
    }

    private static void writeRequests(JsonGenerator json, RequestFigures requests) throws IOException {
        json.writeObjectFieldStart("requests");
        json.writeNumberField("perSecond", tenths(requests.perSecond()));
        json.writeNumberField("failedPerSecond", tenths(requests.failedPerSecond()));
        Millis.write(json, "p50Millis", requests.median());
        Millis.write(json, "p99Millis", requests.percentile99());
        json.writeEndObject();
    }

    private static void writeChecks(JsonGenerator json, List<CheckResult> checks) throws IOException {
        json.writeArrayFieldStart("checks");
        for (CheckResult check : checks) {
            json.writeStartObject();
            json.writeStringField("at", UtcText.millis(check.at()));
            Millis.write(json, "tookMillis", check.took());
            json.writeStringField("error", text(check.failure()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeOutage(JsonGenerator json, @Nullable Incident outage) throws IOException {
        if (outage == null) {
            json.writeNullField("outage");
        } else {
            json.writeFieldName("outage");
            new IncidentJson(outage).writeTo(json);
        }
    }

    private static @Nullable String text(@Nullable FailureReason reason) {
        return reason == null ? null : reason.text();
    }

    private static double tenths(double value) {
        return Math.round(value * TENTHS) / TENTHS;
    }
}
