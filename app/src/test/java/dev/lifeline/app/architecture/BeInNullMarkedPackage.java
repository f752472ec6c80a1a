package dev.lifeline.app.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

final class BeInNullMarkedPackage {

    private BeInNullMarkedPackage() {}

    static ArchCondition<JavaClass> condition() {
        return new ArchCondition<>("be in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean moduleDescriptor = type.getPackageName().isEmpty();
                if (!moduleDescriptor && !type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getName() + " is in " + type.getPackageName() + ", which is not @NullMarked"));
                }
            }
        };
    }
}
