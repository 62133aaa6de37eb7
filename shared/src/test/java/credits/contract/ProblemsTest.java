package credits.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.account.Blocker;
import credits.account.Blocker.InsufficientCredits;
import credits.account.Blocker.SpendingLimitReached;
import credits.account.ClosedHold.Ending;
import credits.identity.Operation;
import credits.money.Eur;
import credits.money.Quantity;
import credits.wire.HttpResponse;
import credits.wire.Obstacles;
import credits.wire.PaymentProblems;
import credits.wire.Permission;
import credits.wire.Problem;
import credits.wire.Refusals;
import credits.wire.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every problem matches the contract and has a page.
class ProblemsTest {
    private static final Contract CONTRACT = Contract.read();
    private static final Refusals REFUSALS = new Refusals(new Obstacles(
            "https://app.example.com/usage",
            "https://app.example.com/usage/limits",
            "https://app.example.com/usage/top-up"));
    private static final Blocker LIMIT = new SpendingLimitReached(
            Eur.of("150"), Eur.of("149.90"), Eur.ZERO, Eur.of("0.10"), Instant.parse("2026-11-30T23:00:00Z"));
    private static final Blocker CREDITS = new InsufficientCredits(Optional.of(Eur.of("0.12")), Eur.of("0.05"));

    @ParameterizedTest
    @EnumSource
    void every_kind_of_problem_has_a_schema_and_a_page(Problem.Kind kind) throws IOException {
        var schemas = CONTRACT.root().follow("components").follow("schemas");
        var schema = schemas.names().stream()
                .filter(name -> schemas.node()
                        .at("/" + name + "/properties/code/const")
                        .asText()
                        .equals(kind.code()))
                .findFirst();
        var page = Files.readString(Path.of("../docs/problems", kind.code() + ".md"));

        assertThat(schema).isPresent();
        var example = schemas.node().get(schema.orElseThrow()).at("/examples/0");
        assertThat(example.path("status").asInt()).isEqualTo(kind.status());
        assertThat(example.path("title").asText()).isEqualTo(kind.title());
        assertThat(page)
                .contains("`" + kind.type() + "`")
                .contains("`" + kind.status() + "`")
                .contains(kind.title());
    }

    static Stream<Problem> problems() {
        return Stream.of(
                Problem.invalidRequest("/query/limit", "must be a whole number from 1 to 100"),
                Problem.unauthorized(),
                Problem.claimRequired("organisation"),
                Problem.permissionRequired(Permission.LIMITS_WRITE),
                Problem.notFound(),
                Problem.preconditionFailed(),
                Problem.payloadTooLarge(16 * 1024),
                Problem.unsupportedMediaType(),
                Problem.invalidLimits(
                        List.of(new Violation("/alert_threshold", "must be lower than or equal to the allowed limit"))),
                Problem.invalidAmount("/amount", "must not be zero"),
                Problem.idempotencyConflict(),
                Problem.priceListExists(Instant.parse("2027-01-01T00:00:00Z")),
                Problem.priceListTooSoon(Instant.parse("2026-11-22T12:05:00Z")),
                Problem.unpricedOperation(new Operation("query.none"), Instant.parse("2026-11-22T12:00:00Z")),
                REFUSALS.money(List.of(CREDITS), Optional.of(Quantity.of("0.416666")), Optional.empty()),
                REFUSALS.money(List.of(LIMIT, CREDITS), Optional.of(Quantity.of("0.416666")), Optional.empty()),
                Refusals.tooManyHolds(128),
                Refusals.ended(Ending.CAPTURED),
                Refusals.ended(Ending.EXPIRED),
                PaymentProblems.invalidSignature(),
                PaymentProblems.billingProfileRequired(),
                PaymentProblems.tooManyTopUps(5),
                PaymentProblems.invoiceNotReady(2),
                PaymentProblems.invalidBillingProfile(
                        List.of(new Violation("/vat_id", "must begin with the two letters of the address's country"))),
                Problem.preconditionRequired(),
                Problem.rateLimited(1),
                Problem.internalError(),
                Problem.temporarilyUnavailable(1));
    }

    @Test
    void these_are_all_kinds_of_problems() {
        assertThat(problems().map(Problem::kind)).containsExactlyInAnyOrder(Problem.Kind.values());
    }

    @ParameterizedTest
    @MethodSource("problems")
    void every_problem_we_answer_is_as_the_contract_says_and_as_its_example_shows(Problem problem) {
        var response = HttpResponse.problem(problem, "JKJaXmPLvHcESHA=");
        var route = routeOf(problem.kind()).split(" ", 2);

        CONTRACT.checkAnswer(route[0], route[1], response.status(), response.headers(), response.body());
        assertThat(exampleOf(problem).toString()).isEqualTo(response.body());
    }

    private static String routeOf(Problem.Kind kind) {
        return switch (kind) {
            case NOT_FOUND -> "GET /v1/usage/days/{date}";
            case PRICE_LIST_EXISTS, PRICE_LIST_TOO_SOON -> "POST /v1/prices";
            case INVALID_AMOUNT, IDEMPOTENCY_CONFLICT -> "POST /v1/adjustments";
            case INSUFFICIENT_CREDITS, SPENDING_LIMIT_REACHED, TOO_MANY_AUTHORIZATIONS -> "POST /v1/authorizations";
            case AUTHORIZATION_SETTLED, AUTHORIZATION_EXPIRED -> "POST /v1/authorizations/{id}/capture";
            case UNPRICED_OPERATION -> "GET /v1/quota";
            case INVALID_SIGNATURE -> "POST /v1/stripe/webhook";
            case BILLING_PROFILE_REQUIRED, TOO_MANY_TOP_UPS -> "POST /v1/top_ups";
            case INVOICE_NOT_READY -> "GET /v1/payments/{id}/invoice";
            case INVALID_BILLING_PROFILE -> "PUT /v1/billing_profile";
            default -> "PUT /v1/limits";
        };
    }

    private static JsonNode exampleOf(Problem problem) {
        return CONTRACT.root().follow("components").follow("schemas").node().findParents("examples").stream()
                .map(schema -> schema.at("/examples/0"))
                .filter(example ->
                        example.path("code").asText().equals(problem.kind().code()))
                .findFirst()
                .orElseThrow();
    }
}
