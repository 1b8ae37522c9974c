package io.carillon.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import io.carillon.api.http.Scope;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;

/** Dependencies point one way; no handler is without its scope. */
@AnalyzeClasses(packages = "io.carillon", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule WORKFLOWS_KNOW_NOBODY =
            noClasses()
                    .that()
                    .resideInAPackage("io.carillon.workflows..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.carillon.activities..", "io.carillon.api..");

    @ArchTest
    static final ArchRule ACTIVITIES_DO_NOT_KNOW_THE_API =
            noClasses()
                    .that()
                    .resideInAPackage("io.carillon.activities..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.carillon.api..", "io.carillon.worker..");

    @ArchTest
    static final ArchRule PACKAGES_OF_THE_API_HAVE_NO_CYCLES =
            slices().matching("io.carillon.api.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule EVERY_HANDLER_NAMES_ITS_SCOPE =
            methods()
                    .that()
                    .areDeclaredInClassesThat(controllersUnderTheApi())
                    .and(handlers())
                    .should(nameAScope());

    private static DescribedPredicate<JavaClass> controllersUnderTheApi() {
        return DescribedPredicate.describe(
                "controllers under /api/v1",
                type -> {
                    if (!type.getPackageName().startsWith("io.carillon.api")) {
                        return false;
                    }
                    RequestMapping mapping =
                            AnnotatedElementUtils.findMergedAnnotation(
                                    type.reflect(), RequestMapping.class);
                    return mapping != null
                            && mapping.path().length > 0
                            && mapping.path()[0].startsWith("/api/v1");
                });
    }

    private static DescribedPredicate<JavaMethod> handlers() {
        return DescribedPredicate.describe(
                "handlers",
                method ->
                        AnnotatedElementUtils.hasAnnotation(
                                method.reflect(), RequestMapping.class));
    }

    private static ArchCondition<JavaMethod> nameAScope() {
        return new ArchCondition<>("name a scope") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean named =
                        AnnotatedElementUtils.hasAnnotation(method.reflect(), Scope.class)
                                || AnnotatedElementUtils.hasAnnotation(
                                        method.getOwner().reflect(), Scope.class);
                events.add(
                        new SimpleConditionEvent(
                                method, named, method.getFullName() + " names no scope"));
            }
        };
    }
}
