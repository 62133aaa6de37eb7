package credits.function.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import credits.ledger.verification.VerificationProgress;
import credits.retry.ServiceUnavailableException;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// What only the anchors outside the table can tell: that a chain ends too early, or that an account is gone.
class AnchoredVerificationTest {
    private final ProofFixture proof = new ProofFixture();

    /// A person who cuts off the end of a chain can remove the checkpoint with it. Red without the anchors.
    @Test
    void a_cut_end_is_found_although_the_checkpoint_is_gone() {
        proof.createAccounts("one");
        var _ = proof.verify();
        proof.removeCheckpoint("one");
        proof.removeSegment("one", 1);

        proof.advance(Duration.ofDays(1));

        assertThat(proof.verify().path("flaws").asInt()).isOne();
        assertThat(proof.log()).contains("\"organisation\":\"one\",\"segment\":1,\"flaw\":\"missing\"");
    }

    /// Another end with fitting hashes, and the checkpoint removed.
    @Test
    void a_rewritten_end_is_found_although_the_checkpoint_is_gone() {
        proof.createAccounts("one");
        var _ = proof.verify();
        proof.removeCheckpoint("one");
        proof.removeSegment("one", 1);
        proof.commit("one", "900.00");

        proof.advance(Duration.ofDays(1));

        assertThat(proof.verify().path("flaws").asInt()).isOne();
        assertThat(proof.log()).contains("\"organisation\":\"one\",\"segment\":1,\"flaw\":\"rewritten\"");
    }

    /// Red when only listed accounts are verified.
    @Test
    void an_account_that_vanished_with_its_line_in_the_list_is_found_every_day() {
        proof.createAccounts("one", "two");
        var _ = proof.verify();
        proof.removeCheckpoint("one");
        proof.removeFromList("one");
        proof.removeSegment("one", 0);
        proof.removeSegment("one", 1);

        for (int day = 0; day < 2; day++) {
            proof.advance(Duration.ofDays(1));
            assertThat(proof.verify().toString())
                    .isEqualTo("{\"task\":\"prove\",\"accounts_proved\":2,\"segments\":2,\"flaws\":1}");
        }

        assertThat(proof.log()).contains("\"organisation\":\"one\",\"segment\":0,\"flaw\":\"missing\"");
    }

    @Test
    void an_account_that_is_missing_in_the_list_alone_is_found() {
        proof.createAccounts("one", "two");
        var _ = proof.verify();
        proof.removeFromList("one");

        proof.advance(Duration.ofDays(1));

        assertThat(proof.verify().path("flaws").asInt()).isOne();
        assertThat(proof.log()).contains("\"organisation\":\"one\",\"segment\":0,\"flaw\":\"unlisted\"");
    }

    /// The list in the bucket, and its signature there and in the log.
    @Test
    void each_round_leaves_a_signed_list_of_the_newest_hashes() {
        proof.createAccounts("one", "two");

        var _ = proof.verify();

        var file = new String(requireNonNull(proof.bucket.objects().get("anchors/20261122T120000Z.txt")), UTF_8);
        var lines = file.lines().toList();
        assertThat(lines.getFirst()).isEqualTo("chain anchors, version 1, 2026-11-22T12:00:00Z");
        assertThat(lines.subList(1, 3)).containsExactly("one 1 " + hashOf("one"), "two 1 " + hashOf("two"));
        var signature = new AnchorKey(proof.bucket.anchorArchive()::signingKey)
                .sign(file.substring(0, file.lastIndexOf("signature ")));
        assertThat(lines.getLast()).isEqualTo("signature " + signature);
        assertThat(proof.log())
                .contains("{\"anchored_at\":\"2026-11-22T12:00:00Z\",\"anchored_accounts\":2,\"signature\":\""
                        + signature + "\"}");
    }

    @Test
    void a_list_that_somebody_else_has_written_fails_the_proof() {
        proof.createAccounts("one");
        var _ = proof.verify();
        proof.bucket
                .objects()
                .replaceAll((_, file) ->
                        new String(file, UTF_8).replace("one 1", "one 0").getBytes(UTF_8));

        proof.advance(Duration.ofDays(1));

        assertThatThrownBy(proof::verify)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("signature");
    }

    /// Red when a round counts as done without its anchors.
    @Test
    void a_round_is_not_done_before_its_anchors_are_stored() {
        proof.createAccounts("one");
        var failing = new SignedAnchors(proof.bucket.anchorArchive(), new AnchorKey(() -> {
            throw new ServiceUnavailableException("no key");
        }));
        var first = proof.functionWith(failing);

        assertThatThrownBy(() -> first.invoke("{\"task\":\"prove\"}")).isInstanceOf(ServiceUnavailableException.class);

        assertThat(proof.verify().path("accounts_proved").asInt()).isOne();
    }

    /// Before a restore, chains were longer. Red when an operator cannot say that this is known.
    @Test
    void an_operator_accepts_a_restore() {
        proof.createAccounts("one");
        var _ = proof.verify();
        proof.removeSegment("one", 1);
        proof.advance(Duration.ofDays(1));
        assertThat(proof.verify().path("flaws").asInt()).isOne();

        proof.advance(Duration.ofDays(1));
        proof.removeCheckpoint("one");
        proof.acceptRestore();
        proof.advance(Duration.ofHours(1));

        assertThat(proof.verify().path("flaws").asInt(-1)).isZero();
        assertThat(proof.signedAnchors.findLatest(proof.now()).anchors()).hasSize(1);
    }

    private String hashOf(String name) {
        var last = new VerificationProgress(proof.dynamo, DynamoDbFixture.TABLE_NAME)
                .findLastVerified(new OrganisationId(name))
                .orElseThrow();
        return HexFormat.of().formatHex(last.hash().asByteArray());
    }
}
