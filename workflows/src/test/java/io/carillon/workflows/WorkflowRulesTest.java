package io.carillon.workflows;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import io.temporal.workflow.Workflow;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

class WorkflowRulesTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.carillon.workflows");

    @Test
    void awaitsWithATimerThatIsCancelledNeverWithOneThatIsNot() {
        noClasses()
                .should()
                .callMethod(Workflow.class, "await", Duration.class, Supplier.class)
                .because("its timer stays in the history; use a timer of its own")
                .check(CLASSES);
    }

    @Test
    void readsNoClockAndStartsNoThread() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callConstructor(Thread.class)
                .because("a replay must decide as the first run did")
                .check(CLASSES);
    }

    @Test
    void touchesNoWorldButThroughActivities() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net..", "java.sql..", "java.nio.file..", "org.springframework..")
                .check(CLASSES);
    }
}
