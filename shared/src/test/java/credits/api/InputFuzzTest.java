package credits.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Sample;
import credits.event.UsageMessage;
import credits.event.UsageMessage.Invalid;
import credits.event.UsageMessage.Valid;
import credits.event.UsageMessageCases;
import credits.http.ApiPermission;
import credits.http.ApiRequest;
import credits.http.ApiRequestBuilder;
import credits.http.ApiResponse;
import credits.http.ClaimMapping;
import credits.http.IfMatchHeader;
import credits.http.ListClaim;
import credits.http.PageCursor;
import credits.http.PlatformAccess;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.http.TestResponse;
import credits.identity.OrganisationId;
import credits.json.InvalidInputException;
import credits.json.Json;
import credits.usage.ReportRejection.RejectionReason;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// Valid input after random mutations, a million, of which the normal run samples 50,000. The same seeds give
/// the same inputs.
class InputFuzzTest {
    private static final int PARTS = 20;
    private static final int ROUNDS = 10_000;
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u0000",
            "\\ud800",
            "\uD83D",
            "\uFEFF",
            "\u202E",
            "null",
            "true",
            "NaN",
            "-",
            "1E+200000000",
            "999999999999",
            "0",
            ".",
            "\"id\":",
            "\"lines\":[",
            "\n",
            " ",
            "é",
            "€",
            "'",
            "\u0000",
            "[[[[[[[[[[[[[[[[[",
            "\"\"",
            "{}",
            "%2e%2e",
            "#",
            "\u00a0",
            "１");

    @Test
    void a_mutated_usage_message_is_a_valid_report_or_rejected_with_a_reason() {
        var good = UsageMessageCases.withLines(
                UsageMessageCases.LINE,
                UsageMessageCases.line(
                        "\"operation\": \"a\"",
                        "\"quantity\": \"0.5\"",
                        "\"at\": \"2026-11-22T12:00:01Z\"",
                        "\"member\": \"m\""));
        var seen = EnumSet.noneOf(RejectionReason.class);
        int valid = 0;

        for (var random : rounds(1)) {
            var body = mutated(good, random);
            switch (UsageMessage.parse(body, "org_acme")) {
                case Valid(var report) -> {
                    assertThat(report.organisation().value()).isEqualTo("org_acme");
                    valid++;
                }
                case Invalid(var why) -> {
                    assertThat(why.detail()).matches("[ -~]{10,200}");
                    seen.add(why.reason());
                }
            }
        }

        assertThat(valid).isPositive();
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        RejectionReason.INVALID_JSON,
                        RejectionReason.INVALID_REPORT,
                        RejectionReason.ORGANISATION_MISMATCH);
    }

    @Test
    void a_mutated_body_is_accepted_or_answered_with_a_client_error() {
        var good = "{\"alert_recipients\":[],\"alert_threshold\": \"80.00\", \"allowed_limit\": \"150.00\"}";

        for (var random : rounds(2)) {
            var response = TestResponse.handle(ApiRequestBuilder.put(mutated(good, random)), InputFuzzTest::limits);

            assertThat(response.status()).isIn(200, 400, 413, 422);
            assertThat(response.log()).matches("[ -~]{20,200}").doesNotContain("fault");
        }
    }

    @Test
    void a_mutated_header_query_or_claim_is_accepted_or_answered_with_a_client_error() {
        var claims = new ClaimMapping(
                "organisation",
                "sub",
                "azp",
                Optional.of(new ListClaim("permissions", ListClaim.Format.SPACES)),
                Optional.empty(),
                Map.of(),
                new PlatformAccess(new OrganisationId("platform"), Set.of()));

        for (var random : rounds(3)) {
            var request = ApiRequestBuilder.request()
                    .header("If-Match", mutated("\"7\"", random))
                    .query("limit", mutated("50", random))
                    .query(
                            "cursor",
                            mutated(
                                    PageCursor.sign(7, 3, new byte[] {1}, "acme")
                                            .toString(),
                                    random))
                    .claim("organisation", mutated("acme", random))
                    .claim("sub", "usr_1")
                    .claim("permissions", mutated("usage:read", random));
            var response = TestResponse.handle(request, read -> page(read, claims));

            assertThat(response.status()).isIn(200, 400, 403);
            assertThat(response.log()).matches("[ -~]{20,200}").doesNotContain("fault");
        }
    }

    @Test
    void a_mutated_event_is_parsed_or_an_illegal_state() {
        var good = ApiRequestBuilder.put("{}").claim("sub", "usr_1").toText();

        for (var random : rounds(4)) {
            var event = new ByteArrayInputStream(mutated(good, random).getBytes(UTF_8));
            try {
                assertThat(ApiRequest.fromEvent(event)).isNotNull();
            } catch (IllegalStateException brokenPromise) {
                assertThat(brokenPromise).hasCauseInstanceOf(InvalidInputException.class);
            }
        }
    }

    @Test
    void a_mutated_cursor_is_rejected_or_not_authentic() {
        var key = new byte[] {1, 2, 3};

        for (var random : rounds(5)) {
            var good = PageCursor.sign(random.nextLong(1L << 48), random.nextInt(30_000), key, "acme")
                    .toString();
            var text = mutated(good, random);
            try {
                assertThat(PageCursor.parse(text).isAuthentic(key, "acme"))
                        .as(text)
                        .isEqualTo(text.equals(good));
            } catch (ProblemException exception) {
                assertThat(exception.problem().type()).isEqualTo(Problem.ProblemType.INVALID_REQUEST);
            }
        }
    }

    private static ApiResponse limits(ApiRequest request) {
        var limits = LimitsRequest.parse(request);
        return ApiResponse.json(
                200,
                Json.object()
                        .putOptional("allowed_limit", limits.allowedLimit())
                        .build());
    }

    private static ApiResponse page(ApiRequest request, ClaimMapping claims) {
        claims.callerOf(request).requirePermission(ApiPermission.USAGE_READ);
        var answer = Json.object().put("limit", request.countParameter("limit", 50, 100));
        var cursor = PageCursor.parse(request.queryParameter("cursor").orElseThrow());
        if (!cursor.isAuthentic(new byte[] {1}, "acme")) throw PageCursor.unknownCursor();
        return ApiResponse.json(
                200,
                answer.putOptional("match", IfMatchHeader.from(request).expectedVersion(0))
                        .build());
    }

    /// Applies one to three cuts, duplications, swaps or insertions; sometimes none.
    private static String mutated(String text, RandomGenerator random) {
        var changed = text;
        for (int change = random.nextInt(4); change > 0; change--) {
            int from = random.nextInt(changed.length() + 1);
            int to = Math.min(changed.length(), from + random.nextInt(1, 9));
            var middle = switch (random.nextInt(4)) {
                case 0 -> "";
                case 1 -> changed.substring(from, to).repeat(2);
                case 2 -> String.valueOf((char) random.nextInt(random.nextBoolean() ? 128 : 65_536));
                default -> PIECES.get(random.nextInt(PIECES.size())) + changed.substring(from, to);
            };
            changed = changed.substring(0, from) + middle + changed.substring(to);
        }
        return changed;
    }

    /// The random generators of all rounds.
    private static List<RandomGenerator> rounds(long seed) {
        var all = new ArrayList<RandomGenerator>();
        for (int part : Sample.below(PARTS, 1)) {
            var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed * PARTS + part);
            all.addAll(Collections.nCopies(ROUNDS, random));
        }
        return all;
    }
}
