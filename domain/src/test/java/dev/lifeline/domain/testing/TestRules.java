package dev.lifeline.domain.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/**
 * What the tests of every module keep to. Each module runs these over its own test classes:
 *
 * <pre>{@code
 * @AnalyzeClasses(packages = "dev.lifeline", importOptions = ImportOption.OnlyIncludeTests.class)
 * class TestRulesTest {
 *     @ArchTest
 *     static final ArchTests rules = ArchTests.in(TestRules.class);
 * }
 * }</pre>
 *
 * A rule that is given no class at all fails; the class above is always one.
 */
public final class TestRules {

    private static final Set<String> SLEEPERS =
            Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit", "java.util.concurrent.locks.LockSupport");

    private static final Set<String> SLEEPS = Set.of("sleep", "parkNanos", "parkUntil", "timedJoin", "timedWait");

    @ArchTest
    public static final ArchRule tests_do_not_sleep = noClasses()
            .should()
            .accessTargetWhere(describe("sleep", TestRules::isSleep))
            .because("a sleeping test is slow, and flaky on a busy machine: turn a fake clock, or await a condition");

    private TestRules() {}

    /** A call, or a reference to the method. */
    private static boolean isSleep(JavaAccess<?> access) {
        return SLEEPERS.contains(access.getTargetOwner().getName()) && SLEEPS.contains(access.getName());
    }
}
