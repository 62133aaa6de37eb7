package credits.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.account.ClosedHold.HoldOutcome;
import credits.account.SpendingBlocker;
import credits.account.SpendingBlocker.InsufficientCredits;
import credits.account.SpendingBlocker.SpendingLimitReached;
import credits.api.AuthorizationProblems;
import credits.api.BlockerJson;
import credits.api.OperatorProblems;
import credits.api.PaymentProblems;
import credits.http.ApiPermission;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.Problem;
import credits.identity.Operation;
import credits.json.FieldError;
import credits.money.Eur;
import credits.money.Quantity;
import credits.payment.TopUpCaps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every problem matches the contract and has a page.
class ProblemContractTest {
    private static final OpenApiContract CONTRACT = OpenApiContract.load();
    private static final AuthorizationProblems REFUSALS = new AuthorizationProblems(new BlockerJson(
            "https://app.example.com/usage",
            "https://app.example.com/usage/limits",
            "https://app.example.com/usage/top-up"));
    private static final SpendingBlocker LIMIT = new SpendingLimitReached(
            Eur.of("150"), Eur.of("149.90"), Eur.ZERO, Eur.of("0.10"), Instant.parse("2026-11-30T23:00:00Z"));
    private static final SpendingBlocker CREDITS = new InsufficientCredits(Optional.of(Eur.of("0.12")), Eur.of("0.05"));

    private static final ApiRequest REQUEST = new ApiRequest(
            "PUT /v1/limits",
            Map.of(),
            Map.of(),
            Map.of("host", "api.example.com"),
            new ApiRequest.RequestBody("", false),
            "JKJaXmPLvHcESHA=",
            Instant.EPOCH,
            Map.of(),
            Optional.empty());

    @ParameterizedTest
    @EnumSource
    void every_problem_type_has_a_schema_and_a_page(Problem.ProblemType type) throws IOException {
        var schemas = CONTRACT.root().resolve("components").resolve("schemas");
        var schema = schemas.names().stream()
                .filter(name -> schemas.node()
                        .at("/" + name + "/properties/code/const")
                        .asText()
                        .equals(type.code()))
                .findFirst();
        var page = Files.readString(Path.of("../docs/problems", type.code() + ".md"));

        assertThat(schema).isPresent();
        var example = schemas.node().get(schema.orElseThrow()).at("/examples/0");
        assertThat(example.path("status").asInt()).isEqualTo(type.status());
        assertThat(example.path("title").asText()).isEqualTo(type.title());
        assertThat(page)
                .contains("`" + type.path() + "`")
                .contains("`" + type.status() + "`")
                .contains(type.title());
    }

    static Stream<Problem> problems() {
        return Stream.of(
                Problem.invalidRequest("/query/limit", "must be a whole number from 1 to 100"),
                Problem.unauthorized(),
                Problem.claimRequired("organisation"),
                Problem.permissionRequired(ApiPermission.LIMITS_WRITE),
                Problem.notFound(),
                Problem.methodNotAllowed(),
                Problem.preconditionFailed(),
                Problem.payloadTooLarge(16 * 1024),
                Problem.unsupportedMediaType(Set.of("application/json")),
                Problem.invalidLimits(List.of(
                        new FieldError("/alert_threshold", "must be lower than or equal to the allowed limit"))),
                Problem.invalidAmount("/amount", "must not be zero"),
                Problem.idempotencyConflict(),
                Problem.priceListExists(Instant.parse("2027-01-01T00:00:00Z")),
                Problem.priceListTooSoon(Instant.parse("2026-11-22T12:05:00Z")),
                Problem.unpricedOperation(new Operation("query.none"), Instant.parse("2026-11-22T12:00:00Z")),
                REFUSALS.insufficientFunds(List.of(CREDITS), Optional.of(Quantity.of("0.416666")), Optional.empty()),
                REFUSALS.insufficientFunds(
                        List.of(LIMIT, CREDITS), Optional.of(Quantity.of("0.416666")), Optional.empty()),
                AuthorizationProblems.tooManyHolds(128),
                AuthorizationProblems.holdClosed(HoldOutcome.CAPTURED),
                AuthorizationProblems.holdClosed(HoldOutcome.EXPIRED),
                PaymentProblems.invalidSignature(),
                PaymentProblems.billingProfileRequired(),
                PaymentProblems.tooManyTopUps(5, 1),
                PaymentProblems.dailyTopUpsReached(TopUpCaps.Cap.ATTEMPTS, 1),
                PaymentProblems.invoiceNotReady(2),
                PaymentProblems.invoiceNotReissuable(PaymentProblems.ReissueRefusal.TOO_LATE),
                PaymentProblems.invalidBillingProfile(
                        List.of(new FieldError("/vat_id", "must begin with the two letters of the address's country"))),
                Problem.preconditionRequired(),
                OperatorProblems.dailyAdjustmentsReached(Eur.of("20000"), Eur.of("19999.99"), 43_201),
                Problem.rateLimited(1),
                Problem.internalError(),
                Problem.temporarilyUnavailable(1));
    }

    @Test
    void the_samples_cover_every_problem_type() {
        assertThat(problems().map(Problem::type)).containsExactlyInAnyOrder(Problem.ProblemType.values());
    }

    @ParameterizedTest
    @MethodSource("problems")
    void every_problem_matches_the_contract_and_its_example(Problem problem) {
        var response = ApiResponse.problem(problem, REQUEST);
        var route = routeOf(problem.type()).split(" ", 2);

        CONTRACT.checkResponse(route[0], route[1], response.status(), response.headers(), response.body());
        assertThat(exampleOf(problem).toString()).isEqualTo(response.body());
    }

    private static String routeOf(Problem.ProblemType type) {
        return switch (type) {
            case METHOD_NOT_ALLOWED -> "GET /v1/openapi.yaml";
            case NOT_FOUND -> "GET /v1/usage/days/{date}";
            case PRICE_LIST_EXISTS, PRICE_LIST_TOO_SOON -> "POST /v1/prices";
            case INVALID_AMOUNT, IDEMPOTENCY_CONFLICT, DAILY_ADJUSTMENTS_REACHED -> "POST /v1/adjustments";
            case INSUFFICIENT_CREDITS, SPENDING_LIMIT_REACHED, TOO_MANY_AUTHORIZATIONS -> "POST /v1/authorizations";
            case AUTHORIZATION_SETTLED, AUTHORIZATION_EXPIRED -> "POST /v1/authorizations/{id}/capture";
            case UNPRICED_OPERATION -> "GET /v1/quota";
            case INVALID_SIGNATURE -> "POST /v1/stripe/webhook";
            case BILLING_PROFILE_REQUIRED, TOO_MANY_TOP_UPS, DAILY_TOP_UPS_REACHED -> "POST /v1/top_ups";
            case INVOICE_NOT_READY -> "GET /v1/payments/{id}/invoice";
            case INVOICE_NOT_REISSUABLE -> "POST /v1/payments/{id}/invoice/reissue";
            case INVALID_BILLING_PROFILE -> "PUT /v1/billing_profile";
            default -> "PUT /v1/limits";
        };
    }

    private static JsonNode exampleOf(Problem problem) {
        return CONTRACT.root().resolve("components").resolve("schemas").node().findParents("examples").stream()
                .map(schema -> schema.at("/examples/0"))
                .filter(example ->
                        example.path("code").asText().equals(problem.type().code()))
                .findFirst()
                .orElseThrow();
    }
}
