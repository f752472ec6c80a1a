package dev.lifeline.app.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/** Types that other modules see in a class: its supertypes, and the types in its public and protected members. */
final class NameInPublicSignatures {

    private NameInPublicSignatures() {}

    /** Allows types of those packages, except internal ones of Lifeline. */
    static ArchCondition<JavaClass> onlyTypesOf(String... packages) {
        DescribedPredicate<JavaClass> allowed =
                resideInAnyPackage(packages).and(not(resideInAPackage("dev.lifeline..internal..")));
        return new ArchCondition<>("show only types of " + String.join(", ", packages)) {
            @Override
            public void check(JavaClass api, ConditionEvents events) {
                shownBy(api)
                        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                        .map(JavaClass::getBaseComponentType)
                        .filter(type -> !type.isPrimitive() && !allowed.test(type))
                        .forEach(type -> events.add(
                                SimpleConditionEvent.violated(api, api.getName() + " shows " + type.getName())));
            }
        };
    }

    private static Stream<JavaType> shownBy(JavaClass api) {
        Stream<JavaType> itself =
                concat(api.getSuperclass().stream(), api.getInterfaces().stream(), api.getTypeParameters().stream());
        Stream<JavaMember> members =
                concat(api.getAllFields().stream(), api.getAllMethods().stream(), api.getConstructors().stream());
        return Stream.concat(
                itself, members.filter(NameInPublicSignatures::isShown).flatMap(NameInPublicSignatures::namedBy));
    }

    private static boolean isShown(JavaMember member) {
        boolean visible = member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
        return visible && member.getOwner().getPackageName().startsWith("dev.lifeline");
    }

    private static Stream<JavaType> namedBy(JavaMember member) {
        if (member instanceof JavaField field) {
            return Stream.of(field.getType());
        }
        JavaCodeUnit unit = (JavaCodeUnit) member;
        return concat(
                Stream.of(unit.getReturnType()),
                Stream.concat(unit.getParameterTypes().stream(), unit.getTypeParameters().stream()),
                unit.getThrowsClause().getTypes().stream());
    }

    private static <T> Stream<T> concat(
            Stream<? extends T> first, Stream<? extends T> second, Stream<? extends T> third) {
        return Stream.<Stream<? extends T>>of(first, second, third).flatMap(stream -> stream);
    }
}
