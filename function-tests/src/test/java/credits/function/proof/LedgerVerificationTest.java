package credits.function.proof;

import static credits.TestData.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import credits.ledger.DynamoDbFixture;
import credits.ledger.OrganisationDirectory;
import credits.ledger.verification.ChainVerifier;
import credits.ledger.verification.VerificationProgress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The nightly round over all accounts, on a separate table. `ChainVerifierTest` covers the defects of a chain.
class LedgerVerificationTest {
    private final ProofFixture proof = new ProofFixture();

    /// Red when a completed round begins again at once, or none begins the next day.
    @Test
    void all_accounts_are_verified_once_a_day() {
        proof.createAccounts("one", "two", "three");

        assertThat(proof.verify().toString())
                .isEqualTo("{\"task\":\"prove\",\"accounts_proved\":3,\"segments\":6,\"flaws\":0}");
        proof.advance(Duration.ofHours(1));
        assertThat(proof.verify().path("accounts_already").asInt()).isEqualTo(3);
        proof.advance(Duration.ofHours(23));
        proof.createAccounts("four");

        assertThat(proof.verify().path("accounts_proved").asInt()).isEqualTo(4);
        assertThat(proof.log()).doesNotContain("ledger_does_not_add_up");
    }

    /// Red when a defect ends the round, or is not reported.
    @Test
    void a_changed_segment_is_reported_and_stops_no_other_account() {
        proof.createAccounts("one", "two", "three");
        proof.tamperWith("two");

        var told = proof.verify();

        assertThat(told.path("accounts_proved").asInt()).isEqualTo(3);
        assertThat(told.path("flaws").asInt()).isOne();
        assertThat(proof.log())
                .contains(
                        "{\"alarm\":\"ledger_does_not_add_up\",\"organisation\":\"two\",\"segment\":1,\"flaw\":\"notes\"}")
                .doesNotContain("\"one\"", "\"three\"");
    }

    /// Red when the fault ends the round, or the account loses its anchor.
    @Test
    void an_account_whose_progress_cannot_be_read_is_reported_and_stops_no_other() {
        proof.createAccounts("one", "two", "three");
        var _ = proof.verify();
        var anchor = proof.anchor("two");
        proof.damageCheckpoint("two");
        proof.commit("three", "1.00");
        proof.advance(Duration.ofDays(1));

        var answer = proof.verify();

        assertThat(answer.path("accounts_proved").asInt()).isEqualTo(3);
        assertThat(answer.path("flaws").asInt()).isOne();
        assertThat(proof.log())
                .contains("{\"fault\":", "\"organisation\":\"two\",\"segment\":0,\"flaw\":\"unverified\"}")
                .doesNotContain("\"one\"", "\"three\"");
        assertThat(proof.anchor("two")).isEqualTo(anchor);
        assertThat(proof.anchor("three").orElseThrow().segmentNumber()).isEqualTo(2);
    }

    @Test
    void an_item_of_the_list_of_organisations_that_cannot_be_read_is_reported_and_stops_no_account() {
        proof.createAccounts("one", "two", "three");
        proof.list("no organisation");

        var answer = proof.verify();

        assertThat(answer.path("accounts_proved").asInt()).isEqualTo(3);
        assertThat(proof.log())
                .contains("{\"alarm\":\"ledger_does_not_add_up\",\"flaw\":\"unreadable_listing\"}")
                .contains("no organisation");
    }

    /// Red when the fault ends the round.
    @Test
    void an_account_whose_partition_does_not_answer_is_verified_in_the_next_round() {
        proof.createAccounts("one", "two", "three");
        proof.throttle("two");

        var answer = proof.verify();

        assertThat(answer.path("accounts_proved").asInt()).isEqualTo(3);
        assertThat(answer.path("flaws").asInt()).isOne();
        assertThat(proof.log()).contains("\"organisation\":\"two\",\"segment\":0,\"flaw\":\"unverified\"}");

        proof.stopThrottling();
        proof.advance(Duration.ofDays(1));
        assertThat(proof.verify().path("flaws").asInt()).isZero();
        assertThat(proof.anchor("two").orElseThrow().segmentNumber()).isOne();
    }

    /// `hasTime` returns true three times a run. Red when a run begins with the first account again.
    @Test
    void a_run_without_time_left_leaves_the_rest_to_the_next_run() {
        var names = IntStream.range(0, 10).mapToObj(i -> "org_" + i).toArray(String[]::new);
        proof.createAccounts(names);
        var ledgerVerification = new LedgerVerification(
                new OrganisationDirectory(proof.dynamo, DynamoDbFixture.TABLE_NAME),
                new ChainVerifier(proof.dynamo, DynamoDbFixture.TABLE_NAME),
                new VerificationProgress(proof.dynamo, DynamoDbFixture.TABLE_NAME),
                proof.signedAnchors);

        var answers = Stream.generate(() ->
                        ledgerVerification.run(NOON, allowTimes(3), _ -> {}).members())
                .limit(20)
                .takeWhile(answer -> !answer.containsKey("accounts_proved"))
                .toList();

        assertThat(answers).hasSizeBetween(4, 12).allMatch(answer -> answer.containsKey("accounts_so_far"));
        assertThat(new VerificationProgress(proof.dynamo, DynamoDbFixture.TABLE_NAME)
                        .latestRound()
                        .orElseThrow())
                .satisfies(round -> {
                    assertThat(round.isComplete()).isTrue();
                    assertThat(round.accountCount()).isEqualTo(10);
                    assertThat(round.segmentCount()).isEqualTo(20);
                });
        assertThat(proof.signedAnchors.findLatest(NOON).anchors()).hasSize(10);
    }

    private static BooleanSupplier allowTimes(int most) {
        var left = new AtomicInteger(most);
        return () -> left.getAndDecrement() > 0;
    }
}
