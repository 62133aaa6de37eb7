package credits.ledger;

import static credits.Given.NOON;
import static credits.Given.PRICES;
import static credits.Given.booking;
import static credits.Given.credits;
import static credits.Given.idMadeAt;
import static credits.Given.limits;
import static credits.Given.line;
import static credits.Given.queries;
import static credits.Given.submission;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import credits.account.Authorize;
import credits.account.Capture;
import credits.account.ChangeTimeZone;
import credits.account.ClawBack;
import credits.account.Command;
import credits.account.Credit;
import credits.account.Reply;
import credits.identity.AuthorizationId;
import credits.identity.OrganisationId;
import credits.ledger.ChainProof.Proved;
import credits.money.Eur;
import credits.money.Quantity;
import credits.usage.PricedLine;
import credits.usage.Submission;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Chains as the ledger writes them, and tampered with by somebody who has access to the table.
class ChainProofTest {
    private static final AtomicInteger ACCOUNTS = new AtomicInteger();

    private final OrganisationId organisation = new OrganisationId("proof_" + ACCOUNTS.incrementAndGet());
    private final Forger forger = new Forger(organisation);

    /// Fails if any check of the audit is wrong about what a command may do.
    @Test
    void whatever_the_ledger_writes_is_proved() {
        long segments = eventful();

        assertThat(prove()).isEqualTo(new Proved(segments, true, Optional.empty()));
    }

    @Test
    void an_account_without_a_segment_is_proved() {
        assertThat(prove()).isEqualTo(new Proved(0, true, Optional.empty()));
    }

    /// Fails if the check named by the case is missing from `Walk` or `Audit`.
    @ParameterizedTest
    @EnumSource
    void what_somebody_changed_is_found_at_its_segment(Forgery forgery) {
        var _ = eventful();

        long forged = forger.commits(forgery);

        assertThat(prove().flaw()).contains(new Flaw(organisation, forged, forgery.flaw()));
    }

    /// Only the checkpoint of the previous night refers to the newest segments. Fails without the checkpoint.
    @Test
    void an_end_that_was_cut_off_since_is_found() {
        long segments = eventful();
        var _ = prove();

        forger.removes(segments - 1);

        assertThat(prove().flaw()).contains(new Flaw(organisation, segments - 1, Flaw.Kind.MISSING));
    }

    @Test
    void an_account_that_vanished_since_is_found() {
        long segments = eventful();
        var _ = prove();

        for (long number = 0; number < segments; number++) forger.removes(number);

        assertThat(prove().flaw()).contains(new Flaw(organisation, 0, Flaw.Kind.MISSING));
    }

    /// The hashes match and everything adds up, but the past is a different one. Fails if the checkpoint's hash is
    /// not compared.
    @Test
    void an_end_that_was_written_anew_is_found() {
        long segments = eventful();
        var _ = prove();

        forger.removes(segments - 1);
        commit(credits("1000.00", NOON.plus(Duration.ofDays(40))));

        assertThat(prove().flaw()).contains(new Flaw(organisation, segments - 1, Flaw.Kind.REWRITTEN));
    }

    /// Fails if a defect moves the checkpoint past itself.
    @Test
    void a_flaw_is_told_again_until_it_is_mended() {
        var _ = eventful();
        var original = forger.item(3);
        forger.changes(3, "used", AttributeValue.fromN("99"));

        assertThat(prove().flaw()).isPresent();
        commit(queries(1, NOON.plus(Duration.ofDays(50))));
        assertThat(prove().flaw()).contains(new Flaw(organisation, 3, Flaw.Kind.NOTES));
        forger.puts(original);

        assertThat(prove().flaw()).isEmpty();
    }

    /// Three segments a page, one page a run. Fails if the progress of a run is lost.
    @Test
    void a_chain_that_is_too_long_for_one_run_is_proved_in_several() {
        IntStream.range(0, 20).forEach(_ -> commit(queries(1, NOON)));
        var proof = new ChainProof(LocalTable.DYNAMO, LocalTable.NAME, 3, 3);

        int runs = 0;
        long segments = 0;
        boolean done = false;
        while (!done && runs < 20) {
            var proved = proof.prove(organisation, pages(2));
            segments += proved.segments();
            done = proved.done();
            runs++;
        }

        // Each run spends one of its two pages on older segments.
        assertThat(runs).isEqualTo(6);
        assertThat(segments).isGreaterThanOrEqualTo(20);
        assertThat(proof.prove(organisation, ChainProofTest::allNight).flaw()).isEmpty();
    }

    /// Five older segments a night. Fails if a night begins again with the same ones.
    @Test
    void what_is_older_is_proved_once_more_in_turn() {
        IntStream.range(0, 20).forEach(_ -> commit(queries(1, NOON)));
        var proof = new ChainProof(LocalTable.DYNAMO, LocalTable.NAME, 5, 5);
        assertThat(proof.prove(organisation, ChainProofTest::allNight).segments())
                .isEqualTo(20);

        forger.changes(12, "used", AttributeValue.fromN("99"));

        assertThat(proof.prove(organisation, ChainProofTest::allNight))
                .isEqualTo(new Proved(5, true, Optional.empty()));
        assertThat(proof.prove(organisation, ChainProofTest::allNight))
                .isEqualTo(new Proved(5, true, Optional.empty()));
        assertThat(proof.prove(organisation, ChainProofTest::allNight).flaw())
                .contains(new Flaw(organisation, 12, Flaw.Kind.NOTES));
    }

    private Proved prove() {
        return new ChainProof(LocalTable.DYNAMO, LocalTable.NAME).prove(organisation, ChainProofTest::allNight);
    }

    private static boolean allNight() {
        return true;
    }

    private static BooleanSupplier pages(int most) {
        var left = new AtomicInteger(most);
        return () -> left.getAndDecrement() > 0;
    }

    // A chain with every kind of event over three months. Segment 3 is usage of three lines, one of them uncovered;
    // segment 6 begins a month; segment 7 is a hold.
    private long eventful() {
        var payment = idMadeAt(NOON);
        commit(new Credit(payment, Eur.of("100.00"), NOON));
        commit(limits("0.30", "1.00", NOON));
        commit(new ChangeTimeZone(ZoneId.of("Pacific/Auckland"), NOON));
        commit(submission(
                idMadeAt(NOON),
                NOON,
                line("query.run", "2", NOON),
                line("call.minute", "4", NOON),
                line("query.run", "9", NOON)));
        var day = NOON.plus(Duration.ofDays(1));
        commit(queries(2, day), queries(1, day));
        commit(new ClawBack(payment, Eur.of("12.50"), day));
        var month = NOON.plus(Duration.ofDays(20));
        commit(queries(1, month));
        var captured = hold("3", month);
        commit(new Capture(
                idMadeAt(month), 1, "/features/test", captured, Quantity.of("2"), month.plus(Duration.ofMinutes(1))));
        var _ = hold("1", month.plus(Duration.ofHours(1)));
        commit(credits("-3.00", month.plus(Duration.ofMinutes(61))));
        commit(queries(1, NOON.plus(Duration.ofDays(40))));
        return 12;
    }

    private AuthorizationId hold(String quantity, Instant now) {
        var use = line("query.run", quantity, now);
        var what = PricedLine.of(use, PRICES.find(use.operation(), now).orElseThrow());
        var key = idMadeAt(now);
        var answer = commit(
                new Authorize(key, 1, "/features/test", Optional.of(what), Optional.of(Duration.ofMinutes(5)), now));
        assertThat(answer).isInstanceOf(Reply.Decided.class);
        return ((Reply.Decided) answer)
                .change()
                .account()
                .holds()
                .open()
                .getLast()
                .id();
    }

    private void commit(Submission... reports) {
        commit(booking(reports));
    }

    @CanIgnoreReturnValue
    private <R> R commit(Command<R> command) {
        return LocalTable.ledger().commit(organisation, command);
    }
}
