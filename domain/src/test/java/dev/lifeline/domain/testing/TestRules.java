package dev.lifeline.domain.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * Architecture rules for the tests of every module. Each module runs them over its test classes:
 *
 * <pre>{@code
 * @AnalyzeClasses(packages = "dev.lifeline", importOptions = ImportOption.OnlyIncludeTests.class)
 * class TestRulesTest {
 *     @ArchTest
 *     static final ArchTests rules = ArchTests.in(TestRules.class);
 * }
 * }</pre>
 *
 * A rule without any class to check fails; the class above ensures that there is one.
 */
public final class TestRules {

    private static final Set<String> SLEEPERS =
            Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit", "java.util.concurrent.locks.LockSupport");

    private static final Set<String> SLEEPS = Set.of("sleep", "parkNanos", "parkUntil", "timedJoin", "timedWait");

    @ArchTest
    public static final ArchRule tests_do_not_sleep = noClasses()
            .should()
            .accessTargetWhere(describe("sleep", TestRules::isSleep))
            .because(
                    "a sleeping test is slow, and flaky on a busy machine: advance a fake clock, or await a condition");

    @ArchTest
    public static final ArchRule tests_do_not_wait_without_a_bound = noClasses()
            .should()
            .accessTargetWhere(describe("wait without a bound", TestRules::isEndless))
            .because("a test that hangs must fail and say where: use dev.lifeline.testing.wait.Bounded");

    private TestRules() {}

    /** Matches a call or method reference that waits without a limit: for a future, a thread or a process. */
    private static boolean isEndless(JavaAccess<?> access) {
        if (!(access.getTarget() instanceof CodeUnitAccessTarget target)
                || !target.getRawParameterTypes().isEmpty()) {
            return false;
        }
        JavaClass owner = access.getTargetOwner();
        return switch (access.getName()) {
            case "join" -> owner.isAssignableTo(Thread.class) || owner.isAssignableTo(CompletableFuture.class);
            case "get" -> owner.isAssignableTo(Future.class);
            case "waitFor" -> owner.isAssignableTo(Process.class);
            default -> false;
        };
    }

    /** Matches a call or method reference to a sleep method. */
    private static boolean isSleep(JavaAccess<?> access) {
        return SLEEPERS.contains(access.getTargetOwner().getName()) && SLEEPS.contains(access.getName());
    }
}
