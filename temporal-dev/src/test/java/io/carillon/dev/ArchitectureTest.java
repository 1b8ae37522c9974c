package io.carillon.dev;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import io.temporal.workflow.Workflow;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Which way dependencies point, and what workflows must never touch. */
@AnalyzeClasses(
        packages = "io.carillon",
        importOptions = {
            ImportOption.DoNotIncludeTests.class,
            ArchitectureTest.WithoutTestJars.class
        })
class ArchitectureTest {
    /**
     * Once packaged, the tests other modules share come as a jar and not as a folder of test
     * classes.
     */
    static final class WithoutTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String[] WORKFLOWS = {"io.carillon.workflows.."};
    private static final String[] ACTIVITIES = {"io.carillon.activities.."};

    /** Methods that answer differently when a history is replayed; by class. */
    private static final Map<String, Set<String>> NOT_REPLAYABLE =
            Map.of(
                    "java.time.Instant", Set.of("now"),
                    "java.time.LocalDate", Set.of("now"),
                    "java.time.LocalTime", Set.of("now"),
                    "java.time.LocalDateTime", Set.of("now"),
                    "java.time.ZonedDateTime", Set.of("now"),
                    "java.time.OffsetDateTime", Set.of("now"),
                    "java.lang.System",
                            Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty"),
                    "java.lang.Math", Set.of("random"),
                    "java.util.UUID", Set.of("randomUUID"),
                    "java.lang.Thread",
                            Set.of("sleep", "startVirtualThread", "ofVirtual", "ofPlatform"));

    @ArchTest
    static final ArchRule workflowsKnowNobody =
            noClasses()
                    .that()
                    .resideInAnyPackage(WORKFLOWS)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.carillon.activities..",
                            "io.carillon.api..",
                            "io.carillon.worker..",
                            "io.carillon.dev..");

    @ArchTest
    static final ArchRule activitiesKnowOnlyWorkflows =
            noClasses()
                    .that()
                    .resideInAnyPackage(ACTIVITIES)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.carillon.api..", "io.carillon.worker..", "io.carillon.dev..");

    @ArchTest
    static final ArchRule theApiDoesNotKnowTheWorker =
            noClasses()
                    .that()
                    .resideInAPackage("io.carillon.api..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.carillon.worker..", "io.carillon.dev..");

    @ArchTest
    static final ArchRule theWorkerDoesNotKnowTheApi =
            noClasses()
                    .that()
                    .resideInAPackage("io.carillon.worker..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.carillon.api..", "io.carillon.dev..");

    @ArchTest
    static final ArchRule workflowsTouchNothing =
            noClasses()
                    .that()
                    .resideInAnyPackage(WORKFLOWS)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.springframework..",
                            "java.sql..",
                            "javax.sql..",
                            "java.net..",
                            "java.nio.file..",
                            "tools.jackson..",
                            "java.util.concurrent..")
                    .because("activities touch the world, workflows decide");

    @ArchTest
    static final ArchRule workflowsHaveNoClockAndNoDice =
            noClasses()
                    .that()
                    .resideInAnyPackage(WORKFLOWS)
                    .should()
                    .accessTargetWhere(
                            describe("is not replayable", ArchitectureTest::notReplayable));

    @ArchTest
    static final ArchRule workflowsWaitWithTimersTheyCancel =
            noClasses()
                    .that()
                    .resideInAnyPackage(WORKFLOWS)
                    .should()
                    .callMethod(
                            Workflow.class,
                            "await",
                            Duration.class,
                            java.util.function.Supplier.class)
                    .because("its timer is never canceled and stays in the history of every call");

    @ArchTest
    static final ArchRule carriersKnowNoPersonas =
            noClasses()
                    .that()
                    .resideInAnyPackage(ACTIVITIES)
                    .and()
                    .resideOutsideOfPackage("io.carillon.activities.carrier.simulator..")
                    .should()
                    .dependOnClassesThat()
                    .haveSimpleNameContaining("Persona")
                    .because("only the simulated carrier reads a number's last digits");

    @ArchTest
    static final ArchRule twiliosSdkStaysWithItsDriver =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.carillon.activities.carrier.twilio..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.twilio..")
                    .because("it sends requests again by itself, which only its driver prevents");

    @ArchTest
    static final ArchRule workflowPackagesHaveNoCycles =
            slices().matching("io.carillon.workflows.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule activityPackagesHaveNoCycles =
            slices().matching("io.carillon.activities.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule apiPackagesHaveNoCycles =
            slices().matching("io.carillon.api.(*)..").should().beFreeOfCycles();

    @Test
    void theTestServerIsNotShipped() {
        assertThatThrownBy(() -> Class.forName("io.temporal.testing.TestWorkflowEnvironment"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    private static boolean notReplayable(JavaAccess<?> access) {
        AccessTarget target = access.getTarget();
        return NOT_REPLAYABLE
                .getOrDefault(target.getOwner().getName(), Set.of())
                .contains(target.getName());
    }
}
