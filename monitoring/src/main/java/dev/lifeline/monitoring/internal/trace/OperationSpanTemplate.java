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
record OperationSpanTemplate(String name, Attributes attributes) {
    private static final Map<DatabaseOperation, OperationSpanTemplate> BY_OPERATION =
            new EnumMap<>(Arrays.stream(DatabaseOperation.values())
                    .collect(Collectors.toMap(Function.identity(), OperationSpanTemplate::make)));

    static OperationSpanTemplate of(DatabaseOperation operation) {
        return requireNonNull(BY_OPERATION.get(operation));
    }

    private static OperationSpanTemplate make(DatabaseOperation operation) {
        var attributes = Attributes.builder()
                .put(AttributeNames.DB_SYSTEM_NAME, "postgresql")
                .put(AttributeNames.DB_OPERATION_NAME, operation.verb());
        operation.collection().ifPresent(collection -> attributes.put(AttributeNames.DB_COLLECTION_NAME, collection));
        String target =
                operation.collection().map(collection -> " " + collection).orElse("");
        return new OperationSpanTemplate(operation.verb() + target, attributes.build());
    }
}
