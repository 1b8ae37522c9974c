package io.carillon.activities.simulation.oracle;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.junit.jupiter.api.Test;

/** An oracle that used the code it judges would find it right. */
class OracleKnowsNobodyTest {
    private static final String OWN = "io.carillon.activities.simulation.oracle";

    @Test
    void usesNothingOfTheCodeItJudges() {
        classes()
                .should()
                .onlyDependOnClassesThat(
                        Predicates.resideInAPackage(OWN)
                                .or(Predicates.resideOutsideOfPackage("io.carillon..")))
                .check(new ClassFileImporter().importPackages(OWN));
    }
}
