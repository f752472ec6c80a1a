package dev.lifeline.app.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

final class ImplementOneInboundPort {
    private static final String PORTS = "dev.lifeline.domain.port.in";

    private ImplementOneInboundPort() {}

    static DescribedPredicate<JavaClass> any() {
        return DescribedPredicate.describe(
                "implement an inbound port", type -> !type.isInterface() && portsOf(type) > 0);
    }

    private static long portsOf(JavaClass type) {
        return type.getAllRawInterfaces().stream()
                .filter(port -> port.getPackageName().equals(PORTS))
                .count();
    }

    static ArchCondition<JavaClass> condition() {
        return new ArchCondition<>("implement exactly one inbound port") {
            @Override
            public void check(JavaClass service, ConditionEvents events) {
                long ports = portsOf(service);
                if (ports != 1) {
                    events.add(SimpleConditionEvent.violated(
                            service, service.getName() + " implements " + ports + " inbound ports"));
                }
            }
        };
    }
}
