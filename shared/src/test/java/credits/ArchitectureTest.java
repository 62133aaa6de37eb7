package credits;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// The dependencies that each package of this module may have. A failure names the import that breaks a rule.
class ArchitectureTest {
    private static final JavaClasses CREDITS = new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            // What the tests run on.
            .withImportOption(location -> !location.contains("/credits/local/"))
            .importPackages("credits");

    /// Rules and data: no AWS, Stripe, HTTP or JSON, no clock, randomness or environment.
    private static final String[] PURE = {
        "credits.identity",
        "credits.money",
        "credits.pricing",
        "credits.usage",
        "credits.account",
        "credits.account.command",
        "credits.payment",
        "credits.invoicing",
        "credits.ledger.codec",
        "credits.text"
    };

    /// The packages that read and write DynamoDB.
    private static final String[] STORES = {
        "credits.aws",
        "credits.ledger",
        "credits.ledger.close",
        "credits.ledger.query",
        "credits.ledger.verification",
        "credits.pricing.store",
        "credits.usage.store",
        "credits.profile",
        "credits.notification",
        "credits.payment.store",
        "credits.invoicing.store",
        "credits.webhook"
    };

    /// The packages that convert from and to JSON and HTTP.
    private static final String[] EDGES = {
        "credits.json", "credits.settings", "credits.logging", "credits.http", "credits.api", "credits.event"
    };

    @Test
    void every_package_is_pure_a_store_or_an_edge() {
        classes()
                .should()
                .resideInAnyPackage(union(PURE, STORES, EDGES, new String[] {"credits.retry"}))
                .check(CREDITS);
    }

    @Test
    void pure_packages_depend_on_java_and_on_each_other_only() {
        classes()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        union(PURE, new String[] {"java..", "org.jspecify..", "com.google.errorprone.annotations.."}))
                .check(CREDITS);
    }

    @Test
    void pure_packages_read_no_clock_no_random_source_and_no_environment() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(RandomGenerator.class)
                .check(CREDITS);
    }

    @Test
    void only_stores_use_the_AWS_SDK() {
        noClasses()
                .that()
                .resideOutsideOfPackages(STORES)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk..")
                .check(CREDITS);
    }

    @Test
    void stores_depend_on_neither_JSON_nor_HTTP() {
        noClasses()
                .that()
                .resideInAnyPackage(STORES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(union(
                        EDGES, new String[] {"com.fasterxml..", "com.amazonaws..", "java.net.http..", "com.stripe.."}))
                .check(CREDITS);
    }

    @Test
    void one_class_appends_segments_and_nothing_updates_or_deletes_them() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("credits.ledger.SegmentRun")
                .should()
                .callMethod("credits.ledger.Segment", "toItem")
                .check(CREDITS);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("credits.ledger.SegmentStore")
                .and()
                .doNotHaveFullyQualifiedName("credits.ledger.SegmentRun")
                .should()
                .callMethod("credits.ledger.SegmentRun", "toItem", "java.util.List")
                .check(CREDITS);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("credits.profile.ProfileStore")
                .should()
                .callMethodWhere(target(nameMatching("updateItem")))
                .check(CREDITS);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("credits.ledger.SegmentStore")
                .and()
                .doNotHaveFullyQualifiedName("credits.invoicing.store.InvoiceIssuance")
                .should()
                .callMethodWhere(target(nameMatching("transactWriteItems")))
                .check(CREDITS);
        noClasses()
                .should()
                .callMethodWhere(target(nameMatching("deleteItem|batchWriteItem|execute(Statement|Transaction)|scan")))
                .check(CREDITS);
    }

    @Test
    void packages_depend_on_each_other_in_one_direction() {
        slices().matching("credits.(**)").should().beFreeOfCycles().check(CREDITS);
    }

    private static String[] union(String[]... packages) {
        return java.util.Arrays.stream(packages)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
    }
}
