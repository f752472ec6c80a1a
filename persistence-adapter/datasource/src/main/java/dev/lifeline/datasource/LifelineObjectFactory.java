package dev.lifeline.datasource;

import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.settings.SuggestedNames;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.NamingException;
import javax.naming.RefAddr;
import javax.naming.Reference;
import javax.naming.spi.ObjectFactory;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * JNDI factory of a {@link LifelineDataSource}, for application servers such as Tomcat: {@code <Resource
 * type="javax.sql.DataSource" factory="dev.lifeline.datasource.LifelineObjectFactory" jdbcUrl="…" …
 * closeMethod="close"/>}. Each entry of the reference is a property of the data source, a parameter of the driver with
 * the prefix {@code dataSource.}, or an attribute that belongs to the server. The data source opens with its first use;
 * the application server closes it. Safe for use by several threads.
 */
public final class LifelineObjectFactory implements ObjectFactory {
    private static final String DRIVER_PREFIX = "dataSource.";

    /** Attributes of a resource that concern the application server. */
    private static final Set<String> OF_SERVER = Set.of(
            "auth",
            "closemethod",
            "description",
            "factory",
            "global",
            "name",
            "scope",
            "singleton",
            "type",
            "uniqueresourcename");

    /** Creates a factory. */
    public LifelineObjectFactory() {}

    /**
     * Returns a data source for a reference to a {@link DataSource}; null for any other object, as JNDI demands. Does
     * not connect.
     *
     * @throws NamingException if a property is unknown or invalid; the message contains no secret
     */
    @Override
    public @Nullable Object getObjectInstance(
            @Nullable Object object,
            @Nullable Name name,
            @Nullable Context context,
            @Nullable Hashtable<?, ?> environment)
            throws NamingException {
        if (!(object instanceof Reference reference) || !isOurs(reference)) {
            return null;
        }
        LifelineDataSource source = new LifelineDataSource();
        for (RefAddr entry : Collections.list(reference.getAll())) {
            set(source, entry.getType(), String.valueOf(entry.getContent()));
        }
        return source;
    }

    private static boolean isOurs(Reference reference) {
        return DataSource.class.getName().equals(reference.getClassName())
                || LifelineDataSource.class.getName().equals(reference.getClassName());
    }

    private static void set(LifelineDataSource source, String property, String value) throws NamingException {
        if (OF_SERVER.contains(property.toLowerCase(Locale.ROOT))) {
            return;
        }
        if (property.startsWith(DRIVER_PREFIX)) {
            source.addDataSourceProperty(property.substring(DRIVER_PREFIX.length()), value);
            return;
        }
        try {
            setter(property).invoke(source, value);
        } catch (NumberFormatException e) {
            throw refused(property + " must be a whole number", e);
        } catch (InvalidSettingsException | IllegalStateException e) {
            throw refused(String.valueOf(e.getMessage()), e);
        }
    }

    /** Sets a property from text. */
    private record Setter(Method method) {

        void invoke(LifelineDataSource source, String value) throws NamingException {
            try {
                Object unused = method.invoke(source, converted(value));
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw refused(method.getName() + " failed", e);
            } catch (IllegalAccessException e) {
                throw refused(method.getName() + " cannot be called", e);
            }
        }

        private Object converted(String value) {
            Class<?> type = method.getParameterTypes()[0];
            if (type == int.class) {
                return Integer.valueOf(value.strip());
            }
            if (type == long.class) {
                return Long.valueOf(value.strip());
            }
            return type == boolean.class ? Boolean.valueOf(value.strip()) : value;
        }
    }

    private static Setter setter(String property) throws NamingException {
        Set<String> known = new TreeSet<>();
        for (Method method : LifelineDataSource.class.getMethods()) {
            if (method.getName().startsWith("set") && method.getParameterCount() == 1 && isSimple(method)) {
                String name = method.getName().substring(3);
                if (name.equalsIgnoreCase(property)) {
                    return new Setter(method);
                }
                known.add(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1));
            }
        }
        String nearest = SuggestedNames.nearest(property, List.copyOf(known))
                .map(other -> ": did you mean " + other + "?")
                .orElse("");
        throw refused("Lifeline's data source has no property " + property + nearest, null);
    }

    private static boolean isSimple(Method method) {
        Class<?> type = method.getParameterTypes()[0];
        return type == String.class || type == int.class || type == long.class || type == boolean.class;
    }

    private static NamingException refused(String message, @Nullable Throwable cause) {
        NamingException refusal = new NamingException(message);
        if (cause != null) {
            refusal.initCause(cause);
        }
        return refusal;
    }
}
