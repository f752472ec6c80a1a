package dev.lifeline.datasource.internal.driver;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.postgresql.core.Field;

/**
 * Copies of the driver's column descriptions. The length of a column is an {@code int} up to driver 42.7.12 and a
 * {@code short} in later ones, so that code compiled with one of them fails on the others with {@link
 * NoSuchMethodError}. Safe for use by several threads.
 */
public final class DriverFields {
    private static final MethodHandle LENGTH = length();
    private static final MethodHandle NEW = constructor();

    private DriverFields() {}

    /** Returns a copy; setting its format does not affect the original. */
    public static Field copy(Field field) {
        try {
            return (Field) NEW.invokeExact(
                    field.getColumnLabel(),
                    field.getOID(),
                    (int) LENGTH.invokeExact(field),
                    field.getMod(),
                    field.getTableOid(),
                    field.getPositionInTable());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("The driver cannot copy the description of a column", e);
        }
    }

    private static MethodHandle length() {
        return eitherWay(type -> MethodHandles.publicLookup()
                .findVirtual(Field.class, "getLength", MethodType.methodType(type))
                .asType(MethodType.methodType(int.class, Field.class)));
    }

    private static MethodHandle constructor() {
        return eitherWay(type -> MethodHandles.explicitCastArguments(
                MethodHandles.publicLookup().findConstructor(Field.class, parameters(void.class, type)),
                parameters(Field.class, int.class)));
    }

    private static MethodType parameters(Class<?> result, Class<?> length) {
        return MethodType.methodType(result, String.class, int.class, length, int.class, int.class, int.class);
    }

    private static MethodHandle eitherWay(Lookup lookup) {
        try {
            return lookup.find(short.class);
        } catch (ReflectiveOperationException absent) {
            return ofOlderDriver(lookup);
        }
    }

    private static MethodHandle ofOlderDriver(Lookup lookup) {
        try {
            return lookup.find(int.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This version of the PostgreSQL driver is not supported", e);
        }
    }

    /** Finds a constructor or method by the type that the driver uses for lengths. */
    private interface Lookup {
        MethodHandle find(Class<?> type) throws ReflectiveOperationException;
    }
}
