package dev.lifeline.datasource;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import dev.lifeline.domain.testing.TestRules;

@AnalyzeClasses(packages = "dev.lifeline.datasource", importOptions = ImportOption.OnlyIncludeTests.class)
class TestRulesTest {
    @ArchTest
    static final ArchTests rules = ArchTests.in(TestRules.class);
}
