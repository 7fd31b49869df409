package dev.sgate.campaign.oracle;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** A judge who asks the accused's own code judges nothing. */
class OutsideTest {
    @Test
    void theOracleUsesTheJdkAndTheDatabaseDriverAlone() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Test")
                .should()
                .dependOnClassesThat(not(
                        resideInAnyPackage("java..", "javax.crypto..", "org.sqlite..", "dev.sgate.campaign.oracle")))
                .check(new ClassFileImporter().importPackages("dev.sgate.campaign.oracle"));
    }
}
