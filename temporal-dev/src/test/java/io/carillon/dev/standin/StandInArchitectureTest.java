package io.carillon.dev.standin;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A stand-in that shared a mistake with our driver would find none. */
@AnalyzeClasses(packages = "io.carillon", importOptions = ImportOption.DoNotIncludeTests.class)
class StandInArchitectureTest {
    private static final String STAND_INS = "io.carillon.dev.standin..";

    @ArchTest
    static final ArchRule standInsKnowNothingOfOurs =
            noClasses()
                    .that()
                    .resideInAPackage(STAND_INS)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.carillon.activities..",
                            "io.carillon.workflows..",
                            "io.carillon.api..",
                            "io.carillon.worker..",
                            "io.carillon.dev")
                    .because("they are written from the carriers' documentation alone");

    @ArchTest
    static final ArchRule nothingOfOursKnowsThem =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(STAND_INS)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(STAND_INS)
                    .because("what we talk to is a carrier, reached by its address");

    @ArchTest
    static final ArchRule standInsUseNoLibraryOfTheirCarrier =
            noClasses()
                    .that()
                    .resideInAPackage(STAND_INS)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.twilio..");

    @ArchTest
    static final ArchRule aStandInKnowsNoOther =
            slices().matching("io.carillon.dev.standin.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule aDriverKnowsNoOther =
            slices().matching("io.carillon.activities.carrier.(*)..")
                    .should()
                    .notDependOnEachOther()
                    .ignoreDependency(
                            alwaysTrue(),
                            resideInAPackage("io.carillon.activities.carrier.http.."));
}
