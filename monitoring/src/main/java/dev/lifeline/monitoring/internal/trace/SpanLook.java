package dev.lifeline.monitoring.internal.trace;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.connection.DatabaseOperation;
import io.opentelemetry.api.common.Attributes;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Common name and attributes of the spans of one kind of operation. */
record SpanLook(String name, Attributes attributes) {
    private static final Map<DatabaseOperation, SpanLook> BY_OPERATION = new EnumMap<>(
            Arrays.stream(DatabaseOperation.values()).collect(Collectors.toMap(Function.identity(), SpanLook::make)));

    static SpanLook of(DatabaseOperation operation) {
        return requireNonNull(BY_OPERATION.get(operation));
    }

    private static SpanLook make(DatabaseOperation operation) {
        var attributes = Attributes.builder()
                .put(Names.DB_SYSTEM_NAME, "postgresql")
                .put(Names.DB_OPERATION_NAME, operation.verb());
        operation.collection().ifPresent(collection -> attributes.put(Names.DB_COLLECTION_NAME, collection));
        String target =
                operation.collection().map(collection -> " " + collection).orElse("");
        return new SpanLook(operation.verb() + target, attributes.build());
    }
}
