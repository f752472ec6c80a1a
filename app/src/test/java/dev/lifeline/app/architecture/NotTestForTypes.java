package dev.lifeline.app.architecture;

import com.tngtech.archunit.core.domain.InstanceofCheck;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/** No method tests with {@code instanceof} for a subtype of the given types. */
final class NotTestForTypes extends ArchCondition<JavaClass> {
    private final List<Class<?>> types;

    private NotTestForTypes(List<Class<?>> types) {
        super("not test for subtypes of "
                + types.stream().map(Class::getSimpleName).toList());
        this.types = types;
    }

    static NotTestForTypes of(Class<?>... types) {
        return new NotTestForTypes(List.of(types));
    }

    @Override
    public void check(JavaClass item, ConditionEvents events) {
        item.getInstanceofChecks().stream()
                .filter(this::isForbidden)
                .forEach(test -> events.add(SimpleConditionEvent.violated(
                        item,
                        item.getName() + " tests for " + test.getRawType().getName() + " in "
                                + test.getSourceCodeLocation())));
    }

    private boolean isForbidden(InstanceofCheck test) {
        return types.stream().anyMatch(type -> test.getRawType().isAssignableTo(type));
    }
}
