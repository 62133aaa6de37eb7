package credits.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Sample;
import credits.usage.Unbookable.Reason;
import credits.wire.UsageMessage.Invalid;
import credits.wire.UsageMessage.Valid;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// Valid input after random mutations, 100,000 of them, of which the normal run samples a tenth. The same seeds give
/// the same inputs.
class FuzzTest {
    private static final int TENTHS = 10;
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
    void a_mutated_usage_message_is_a_report_of_its_organisation_or_is_refused_with_a_plain_reason() {
        var good = Reports.withLines(
                Reports.LINE,
                Reports.line(
                        "\"operation\": \"a\"",
                        "\"quantity\": \"0.5\"",
                        "\"at\": \"2026-11-22T12:00:01Z\"",
                        "\"member\": \"m\""));
        var seen = EnumSet.noneOf(Reason.class);
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
                .containsExactlyInAnyOrder(Reason.INVALID_JSON, Reason.INVALID_REPORT, Reason.ORGANISATION_MISMATCH);
    }

    @Test
    void a_mutated_body_is_answered_with_what_it_says_or_with_a_problem_of_the_callers() {
        var good = "{\"alert_recipients\":[],\"alert_threshold\": \"80.00\", \"allowed_limit\": \"150.00\"}";

        for (var random : rounds(2)) {
            var answered = Answered.to(Requests.put(mutated(good, random)), FuzzTest::limits);

            assertThat(answered.status()).isIn(200, 400, 413, 422);
            assertThat(answered.log()).matches("[ -~]{20,200}").doesNotContain("fault");
        }
    }

    @Test
    void a_mutated_header_query_or_claim_is_answered_with_what_it_says_or_with_a_problem_of_the_callers() {
        var claims = new Claims("organisation", "sub", Optional.of("permissions"), Optional.empty(), Map.of());

        for (var random : rounds(3)) {
            var request = Requests.request()
                    .header("If-Match", mutated("\"7\"", random))
                    .query("limit", mutated("50", random))
                    .query(
                            "cursor",
                            mutated(Cursor.seal(7, 3, new byte[] {1}, "acme").toString(), random))
                    .claim("organisation", mutated("acme", random))
                    .claim("sub", "usr_1")
                    .claim("permissions", mutated("usage:read", random));
            var answered = Answered.to(request, read -> page(read, claims));

            assertThat(answered.status()).isIn(200, 400, 403);
            assertThat(answered.log()).matches("[ -~]{20,200}").doesNotContain("fault");
        }
    }

    @Test
    void a_mutated_event_is_read_or_is_a_broken_promise() {
        var good = Requests.put("{}").claim("sub", "usr_1").text();

        for (var random : rounds(4)) {
            var event = new ByteArrayInputStream(mutated(good, random).getBytes(UTF_8));
            try {
                assertThat(HttpRequest.read(event)).isNotNull();
            } catch (IllegalStateException brokenPromise) {
                assertThat(brokenPromise).hasCauseInstanceOf(Malformed.class);
            }
        }
    }

    @Test
    void a_mutated_cursor_is_refused_or_not_genuine() {
        var key = new byte[] {1, 2, 3};

        for (var random : rounds(5)) {
            var good = Cursor.seal(random.nextLong(1L << 48), random.nextInt(30_000), key, "acme")
                    .toString();
            var text = mutated(good, random);
            try {
                assertThat(Cursor.read(text).isGenuine(key, "acme")).as(text).isEqualTo(text.equals(good));
            } catch (Rejected rejected) {
                assertThat(rejected.problem().kind()).isEqualTo(Problem.Kind.INVALID_REQUEST);
            }
        }
    }

    private static HttpResponse limits(HttpRequest request) {
        var limits = LimitsBody.parse(request);
        return HttpResponse.json(
                200,
                Json.object()
                        .putOptional("allowed_limit", limits.allowedLimit())
                        .end());
    }

    private static HttpResponse page(HttpRequest request, Claims claims) {
        claims.caller(request).require(Permission.USAGE_READ);
        var answer = Json.object().put("limit", request.count("limit", 50, 100));
        var cursor = Cursor.read(request.query("cursor").orElseThrow());
        if (!cursor.isGenuine(new byte[] {1}, "acme")) throw Cursor.unknown();
        return HttpResponse.json(
                200, answer.putOptional("match", IfMatch.of(request).version(0)).end());
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

    /// What each round draws from.
    private static List<RandomGenerator> rounds(long seed) {
        var all = new ArrayList<RandomGenerator>();
        for (int tenth : Sample.below(TENTHS, 1)) {
            var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed * TENTHS + tenth);
            all.addAll(Collections.nCopies(ROUNDS, random));
        }
        return all;
    }
}
