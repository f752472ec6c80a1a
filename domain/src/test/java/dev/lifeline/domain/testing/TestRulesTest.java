package dev.lifeline.domain.testing;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;

@AnalyzeClasses(packages = "dev.lifeline", importOptions = ImportOption.OnlyIncludeTests.class)
class TestRulesTest {
    @ArchTest
    static final ArchTests rules = ArchTests.in(TestRules.class);
}
