package credits.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.client.statement.StatementVerifier;
import credits.client.statement.StatementVerifier.InvalidStatementException;
import credits.client.statement.StatementVerifier.VerifiedStatement;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The statement of an account of the running system, and what the verifier says to every change of it.
@ExtendWith(SharedSystemResolver.class)
class StatementVerifierTest {
    private final RunningSystem system;
    private final TestCustomer customer;

    StatementVerifierTest(RunningSystem system) {
        this.system = system;
        this.customer = system.customer("100");
        customer.send(customer.report().addLine("query.run", "2").addLine("query.run", "1"));
        system.await(
                "the usage", () -> customer.overview().path("used").asText().equals("0.36"));
        system.localSystem().dataSeeder(system.localSystem().clock()).grantCredits(customer.organisation(), "7");
    }

    @Test
    void the_statement_of_the_system_is_intact() throws Exception {
        var statement = StatementVerifier.verify(statement().getBytes(UTF_8));

        assertThat(statement.organisation()).isEqualTo(customer.organisation());
        assertThat(statement.opening()).isEqualByComparingTo("0");
        assertThat(statement.closing()).isEqualByComparingTo("106.64");
        assertThat(statement.hashes()).hasSize(3);
    }

    @Test
    void every_change_of_a_single_byte_is_found() throws Exception {
        var intact = statement().getBytes(UTF_8);

        for (int at = 0; at < intact.length; at++) {
            for (int change : new int[] {0x01, 0x20, 0x80, intact[at] ^ '\n', intact[at] ^ '9'}) {
                if (change == 0) continue;
                var changed = intact.clone();
                changed[at] ^= (byte) change;
                assertInvalid(changed, "byte " + at + " as " + changed[at]);
            }
        }
    }

    @Test
    void a_line_that_is_missing_doubled_or_moved_is_found() throws Exception {
        var lines = statement().lines().toList();

        for (int i = 0; i < lines.size(); i++) {
            var without = new ArrayList<>(lines);
            var line = without.remove(i);
            assertInvalid(join(without), "without line " + i);
            without.addAll(i, List.of(line, line));
            assertInvalid(join(without), "line " + i + " twice");
            if (i == 0) continue;
            var moved = new ArrayList<>(lines);
            Collections.swap(moved, i - 1, i);
            assertInvalid(join(moved), "line " + i + " before the one above");
        }
        assertInvalid(new byte[0], "nothing");
    }

    /// Somebody who changes a figure can compute the line's digest, too.
    @Test
    void a_figure_with_a_new_digest_is_found_by_its_sum_or_its_hash() throws Exception {
        var lines = statement().lines().toList();

        assertInvalid(with(lines, 2, "\"cost\":\"0.24\"", "\"cost\":\"0.23\""), "a cheaper line");
        assertInvalid(
                with(lines, 2, "\"status\":\"debited\"", "\"status\":\"released\""), "a line that was not debited");
        assertInvalid(with(lines, 1, "\"moved\":\"7.00\"", "\"moved\":\"6.00\""), "a smaller grant");
        assertInvalid(with(lines, 1, "106.64", "106.63"), "another balance");
        assertInvalid(with(lines, 1, "\"number\":2", "\"number\":3"), "another number");
        assertInvalid(with(lines, 2, "\"hash\":\"", "\"hash\":\"0"), "a longer hash");
    }

    /// Red when the verifier ignores the hashes of segments that both files name.
    @Test
    void history_that_was_rewritten_contradicts_an_earlier_statement() throws Exception {
        var earlier = StatementVerifier.verify(statement().getBytes(UTF_8));
        system.localSystem().dataSeeder(system.localSystem().clock()).grantCredits(customer.organisation(), "1");
        var later = StatementVerifier.verify(statement().getBytes(UTF_8));
        earlier.requireSameHistory(later);

        var rewritten = new TreeMap<>(later.hashes());
        rewritten.put(1L, "0".repeat(64));
        var other =
                new VerifiedStatement(later.organisation(), later.month(), later.opening(), later.closing(), rewritten);
        assertThatThrownBy(() -> earlier.requireSameHistory(other))
                .isInstanceOf(InvalidStatementException.class)
                .hasMessage("segment 1 was rewritten");
    }

    private static void assertInvalid(byte[] file, String what) {
        assertThatThrownBy(() -> StatementVerifier.verify(file)).as(what).isInstanceOf(InvalidStatementException.class);
    }

    private static byte[] with(List<String> lines, int at, String old, String replacement) throws Exception {
        var changed = new ArrayList<>(lines);
        assertThat(lines.get(at)).contains(old);
        var line = lines.get(at).replaceFirst(Pattern.quote(old), replacement);
        var signed = line.substring(0, line.indexOf(",\"digest\""));
        var digest = MessageDigest.getInstance("SHA-256").digest(signed.getBytes(UTF_8));
        changed.set(at, signed + ",\"digest\":\"" + HexFormat.of().formatHex(digest) + "\"}");
        return join(changed);
    }

    private static byte[] join(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(UTF_8);
    }

    private String statement() throws Exception {
        var month = customer.overview().path("month").asText();
        var url = URI.create(system.localSystem().address() + "/v1/statements/" + month);
        var request = HttpRequest.newBuilder(url)
                .header("authorization", "Bearer " + customer.token("owner"))
                .header("accept", "application/jsonl");
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(request.build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("link")).isEmpty();
            return response.body();
        }
    }
}
