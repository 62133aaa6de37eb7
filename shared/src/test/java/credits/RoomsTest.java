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

/// The dependencies that each package may have. A failure names the import that breaks a rule.
class RoomsTest {
    private static final JavaClasses CREDITS =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("credits");
    private static final String[] DOMAIN = {
        "credits.money..",
        "credits.identity..",
        "credits.pricing..",
        "credits.usage..",
        "credits.account..",
        "credits.topup.."
    };

    @Test
    void the_domain_touches_only_java_and_itself() {
        classes()
                .that()
                .resideInAnyPackage(DOMAIN)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "com.google.errorprone.annotations..",
                        "credits.money..",
                        "credits.identity..",
                        "credits.pricing..",
                        "credits.usage..",
                        "credits.account..",
                        "credits.topup..")
                .check(CREDITS);
    }

    @Test
    void the_domain_asks_no_clock_no_chance_and_no_environment() {
        noClasses()
                .that()
                .resideInAnyPackage(DOMAIN)
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
    void only_the_ledger_touches_DynamoDB() {
        noClasses()
                .that()
                .resideOutsideOfPackage("credits.ledger..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk..")
                .check(CREDITS);
    }

    @Test
    void the_ledger_knows_no_JSON_and_no_HTTP() {
        noClasses()
                .that()
                .resideInAPackage("credits.ledger..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "com.fasterxml..", "credits.wire..", "com.amazonaws..", "java.net.http..", "com.stripe..")
                .check(CREDITS);
    }

    @Test
    void one_class_writes_segments_and_it_never_updates_or_deletes() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("credits.ledger.Chain")
                .should()
                .callMethod("credits.ledger.Segment", "item")
                .check(CREDITS);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("credits.ledger.Profiles")
                .should()
                .callMethodWhere(target(nameMatching("updateItem")))
                .check(CREDITS);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("credits.ledger.Chain")
                .and()
                .doNotHaveFullyQualifiedName("credits.ledger.Invoices")
                .should()
                .callMethodWhere(target(nameMatching("transactWriteItems")))
                .check(CREDITS);
        noClasses()
                .should()
                .callMethodWhere(target(nameMatching("deleteItem|batchWriteItem|execute(Statement|Transaction)|scan")))
                .check(CREDITS);
    }

    @Test
    void rooms_depend_on_each_other_in_one_direction() {
        slices().matching("credits.(*)..").should().beFreeOfCycles().check(CREDITS);
    }
}
