package dev.lifeline.app.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** Accesses to code outside of the program: calls and method references. */
final class Reach {
    private static final Set<String> NAKED_EXCEPTIONS =
            Set.of("java.lang.RuntimeException", "java.lang.Exception", "java.lang.Error", "java.lang.Throwable");

    private Reach() {}

    static DescribedPredicate<JavaAccess<?>> theTime() {
        return describe(
                "read the time",
                access -> isNowOfJavaTime(access)
                        || isOneOf(access, "java.lang.System", "currentTimeMillis", "nanoTime")
                        || isOneOf(access, "java.util.Calendar", "getInstance")
                        || (isOneOf(access, "java.util.Date", "<init>")
                                && parameters(access).isEmpty()));
    }

    private static boolean isNowOfJavaTime(JavaAccess<?> access) {
        return access.getTargetOwner().getPackageName().equals("java.time")
                && access.getName().equals("now")
                && parameters(access).stream().noneMatch(parameter -> parameter.isEquivalentTo(Clock.class));
    }

    static DescribedPredicate<JavaAccess<?>> aClock() {
        return describe(
                "make a clock",
                access -> isOneOf(
                        access,
                        "java.time.Clock",
                        "system",
                        "systemUTC",
                        "systemDefaultZone",
                        "tickMillis",
                        "tickSeconds",
                        "tickMinutes"));
    }

    static DescribedPredicate<JavaAccess<?>> chance() {
        return describe(
                "roll dice",
                access -> isUnseeded(access)
                        || isOneOf(access, "java.security.SecureRandom", "<init>", "getInstanceStrong")
                        || isOneOf(access, "java.lang.Math", "random")
                        || isOneOf(access, "java.util.concurrent.ThreadLocalRandom", "current")
                        || isOneOf(access, "java.util.random.RandomGenerator", "getDefault", "of")
                        || isOneOf(access, "java.util.UUID", "randomUUID"));
    }

    private static boolean isUnseeded(JavaAccess<?> access) {
        boolean random = isOneOf(access, "java.util.Random", "<init>")
                || isOneOf(access, "java.util.SplittableRandom", "<init>");
        boolean shuffle = isOneOf(access, "java.util.Collections", "shuffle");
        return (random && parameters(access).isEmpty())
                || (shuffle && parameters(access).size() == 1);
    }

    static DescribedPredicate<JavaAccess<?>> aNameServer() {
        return describe(
                "resolve a name",
                access -> isOneOf(
                                access,
                                "java.net.InetAddress",
                                "getByName",
                                "getAllByName",
                                "getLocalHost",
                                "getHostName",
                                "getCanonicalHostName")
                        || isOneOf(access, "java.net.InetSocketAddress", "getHostName")
                        || (isOneOf(access, "java.net.InetSocketAddress", "<init>")
                                && parameters(access).get(0).isEquivalentTo(String.class)));
    }

    static DescribedPredicate<JavaAccess<?>> theTerminal() {
        return describe(
                "write to the terminal",
                access -> isOneOf(access, "java.lang.System", "out", "err", "console")
                        || isOneOf(access, "java.io.FileDescriptor", "out", "err")
                        || isOneOf(access, "java.lang.Thread", "dumpStack")
                        || isPrintStackTrace(access));
    }

    private static boolean isPrintStackTrace(JavaAccess<?> access) {
        return access.getName().equals("printStackTrace")
                && parameters(access).isEmpty()
                && access.getTargetOwner().isAssignableTo(Throwable.class);
    }

    static DescribedPredicate<JavaAccess<?>> aLoggerInPassing() {
        return describe(
                "get a logger other than into a constant",
                access -> isOneOf(access, "java.lang.System", "getLogger")
                        && !(access.getOrigin() instanceof JavaStaticInitializer));
    }

    /** Excludes the call of a constructor to the constructor of its parent class. */
    static DescribedPredicate<JavaAccess<?>> aNakedException() {
        return describe(
                "construct an exception without a meaning",
                access -> NAKED_EXCEPTIONS.contains(access.getTargetOwner().getName())
                        && access.getName().equals("<init>")
                        && !isSuperCall(access));
    }

    private static boolean isSuperCall(JavaAccess<?> access) {
        JavaClass from = access.getOriginOwner();
        return access.getOrigin().isConstructor()
                && !from.isAnonymousClass()
                && from.getRawSuperclass()
                        .filter(parent -> parent.equals(access.getTargetOwner()))
                        .isPresent();
    }

    private static boolean isOneOf(JavaAccess<?> access, String owner, String... names) {
        return access.getTargetOwner().getName().equals(owner) && Set.of(names).contains(access.getName());
    }

    private static List<JavaClass> parameters(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target ? target.getRawParameterTypes() : List.of();
    }
}
