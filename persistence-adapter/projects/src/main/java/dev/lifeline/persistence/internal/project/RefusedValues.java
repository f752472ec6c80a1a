package dev.lifeline.persistence.internal.project;

import dev.lifeline.datasource.work.RefusedValue;
import dev.lifeline.domain.connection.DatabaseOperationException;
import dev.lifeline.domain.project.InvalidInputException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Converts the database's refusal of a value into an {@link InvalidInputException} that names the field. The SQLSTATE
 * does not identify the field, so after a refusal each value is sent to the database separately. Safe for use by
 * several threads.
 */
final class RefusedValues {
    private final Consumer<String> echo;

    /** @param echo sends a text to the database and back, and throws if the database refuses it; blocks like a read */
    RefusedValues(Consumer<String> echo) {
        this.echo = echo;
    }

    /** A value from the caller, with the field name that the caller knows. */
    record Field(String name, @Nullable String value) {}

    /**
     * Runs an operation with these values.
     *
     * @throws InvalidInputException if the database refused one of them
     */
    <T> T naming(List<Field> fields, Supplier<T> operation) {
        try {
            return operation.get();
        } catch (DatabaseOperationException e) {
            throw RefusedValue.of(e)
                    .flatMap(refused -> refusedField(fields, refused).map(field -> invalid(field, refused, e)))
                    .orElse(e);
        }
    }

    private Optional<String> refusedField(List<Field> fields, RefusedValue refused) {
        List<Field> sent =
                fields.stream().filter(field -> field.value() != null).toList();
        Optional<Field> found =
                switch (refused) {
                    case UNSTORABLE_CHARACTER ->
                        sent.stream().filter(this::isRefused).findFirst();
                    case TOO_LONG, OUT_OF_RANGE -> sent.stream().reduce((a, b) -> length(b) > length(a) ? b : a);
                };
        return found.or(() -> sent.stream().findFirst()).map(Field::name);
    }

    private boolean isRefused(Field field) {
        try {
            echo.accept(String.valueOf(field.value()));
            return false;
        } catch (DatabaseOperationException e) {
            return RefusedValue.of(e).isPresent();
        }
    }

    private static int length(Field field) {
        return field.value() == null ? 0 : field.value().length();
    }

    private static RuntimeException invalid(String field, RefusedValue refused, Throwable cause) {
        var invalid = new InvalidInputException(field, refused.problem());
        invalid.initCause(cause);
        return invalid;
    }
}
