package dev.lifeline.app.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;

final class DependOn {

    private DependOn() {}

    static DescribedPredicate<JavaClass> type(Class<?> type) {
        return DescribedPredicate.describe(
                "depend on " + type.getSimpleName(), from -> from.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> dependency.getTargetClass().isAssignableTo(type)));
    }
}
