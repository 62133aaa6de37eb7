package credits.ledger.verification;

import static credits.TestData.NOON;
import static credits.TestData.PRICES;
import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.limitsChange;
import static credits.TestData.line;
import static credits.TestData.newIdAt;
import static credits.TestData.queryReport;
import static credits.TestData.report;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import credits.account.command.AccountCommand;
import credits.account.command.AuthorizationReply;
import credits.account.command.AuthorizeUsage;
import credits.account.command.CaptureHold;
import credits.account.command.ChangeTimeZone;
import credits.account.command.ClawBackCredits;
import credits.account.command.CreditTopUp;
import credits.identity.AuthorizationId;
import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import credits.ledger.verification.ChainVerifier.VerificationResult;
import credits.money.Eur;
import credits.money.Quantity;
import credits.usage.PricedLine;
import credits.usage.PricedReport;
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
class ChainVerifierTest {
    private static final AtomicInteger ACCOUNTS = new AtomicInteger();
    private static final Instant LATER = NOON.plus(Duration.ofDays(60));

    private final OrganisationId organisation = new OrganisationId("proof_" + ACCOUNTS.incrementAndGet());
    private final Tampering tampering = new Tampering(organisation);

    /// Fails if any check of the audit is wrong about what a command may do.
    @Test
    void everything_the_ledger_writes_passes_verification() {
        long segments = writeEventfulChain();

        assertThat(verify()).satisfies(result -> {
            assertThat(result.defect()).isEmpty();
            assertThat(result.verifiedSegments()).isEqualTo(segments);
            assertThat(result.isComplete()).isTrue();
            assertThat(result.newest().map(ChainAnchor::segmentNumber)).contains(segments - 1);
        });
    }

    @Test
    void an_account_without_segments_passes_verification() {
        assertThat(verify()).isEqualTo(new VerificationResult(0, true, Optional.empty(), Optional.empty()));
    }

    /// Fails if the check named by the case is missing from `ChainWalker` or `ChainReplay`.
    @ParameterizedTest
    @EnumSource
    void tampering_is_found_at_its_segment(TamperedSegment tampered) {
        var _ = writeEventfulChain();

        long tamperedSegment = tampering.tamper(tampered);

        assertThat(verify().defect())
                .contains(new ChainDefect(organisation, tamperedSegment, tampered.expectedDefect()));
    }

    /// Only the checkpoint of the previous night refers to the newest segments. Fails without the checkpoint.
    @Test
    void a_truncated_chain_is_found() {
        long segments = writeEventfulChain();
        var _ = verify();

        tampering.remove(segments - 1);

        assertThat(verify().defect()).contains(new ChainDefect(organisation, segments - 1, ChainDefect.Kind.MISSING));
    }

    @Test
    void a_deleted_chain_is_found() {
        long segments = writeEventfulChain();
        var _ = verify();

        for (long number = 0; number < segments; number++) tampering.remove(number);

        assertThat(verify().defect()).contains(new ChainDefect(organisation, 0, ChainDefect.Kind.MISSING));
    }

    /// The hashes match and everything adds up, but the past is a different one. Fails if the checkpoint's hash is
    /// not compared.
    @Test
    void a_rewritten_end_of_a_chain_is_found() {
        long segments = writeEventfulChain();
        var _ = verify();

        tampering.remove(segments - 1);
        commit(adjustment("1000.00", NOON.plus(Duration.ofDays(40))));

        assertThat(verify().defect()).contains(new ChainDefect(organisation, segments - 1, ChainDefect.Kind.REWRITTEN));
    }

    /// Fails if a defect moves the checkpoint past itself.
    @Test
    void a_defect_is_reported_until_it_is_fixed() {
        var _ = writeEventfulChain();
        var original = tampering.item(3);
        tampering.change(3, "used", AttributeValue.fromN("99"));

        assertThat(verify().defect()).isPresent();
        commit(queryReport(1, NOON.plus(Duration.ofDays(50))));
        assertThat(verify().defect()).contains(new ChainDefect(organisation, 3, ChainDefect.Kind.NOTES));
        tampering.put(original);

        assertThat(verify().defect()).isEmpty();
    }

    /// Three segments a page, one page a run. Fails if the progress of a run is lost.
    @Test
    void a_chain_too_long_for_one_run_is_verified_in_several() {
        IntStream.range(0, 20).forEach(_ -> commit(queryReport(1, NOON)));
        var verifier = new ChainVerifier(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME, 3, 3);

        int runs = 0;
        long segments = 0;
        boolean done = false;
        while (!done && runs < 20) {
            var result = verify(verifier, timeForPages(2));
            segments += result.verifiedSegments();
            done = result.isComplete();
            runs++;
        }

        // Each run spends one of its two pages on older segments.
        assertThat(runs).isEqualTo(6);
        assertThat(segments).isGreaterThanOrEqualTo(20);
        assertThat(verify(verifier, ChainVerifierTest::unlimitedTime).defect()).isEmpty();
    }

    /// Five older segments a night. Fails if a night begins again with the same ones.
    @Test
    void older_segments_are_rechecked_in_turn() {
        IntStream.range(0, 20).forEach(_ -> commit(queryReport(1, NOON)));
        var verifier = new ChainVerifier(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME, 5, 5);
        assertThat(verify(verifier, ChainVerifierTest::unlimitedTime).verifiedSegments())
                .isEqualTo(20);

        tampering.change(12, "used", AttributeValue.fromN("99"));

        for (int night = 0; night < 2; night++) {
            var result = verify(verifier, ChainVerifierTest::unlimitedTime);
            assertThat(result.defect()).isEmpty();
            assertThat(result.verifiedSegments()).isEqualTo(5);
            assertThat(result.isComplete()).isTrue();
        }
        assertThat(verify(verifier, ChainVerifierTest::unlimitedTime).defect())
                .contains(new ChainDefect(organisation, 12, ChainDefect.Kind.NOTES));
    }

    private VerificationResult verify() {
        var verifier = new ChainVerifier(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME);
        return verify(verifier, ChainVerifierTest::unlimitedTime);
    }

    private VerificationResult verify(ChainVerifier verifier, BooleanSupplier hasTime) {
        return verifier.verify(organisation, Optional.empty(), LATER, hasTime);
    }

    private static boolean unlimitedTime() {
        return true;
    }

    private static BooleanSupplier timeForPages(int most) {
        var left = new AtomicInteger(most);
        return () -> left.getAndDecrement() > 0;
    }

    // A chain with every kind of event over three months. Segment 3 is usage of three lines, one of them uncovered;
    // segment 6 begins a month; segment 7 is a hold.
    private long writeEventfulChain() {
        var payment = newIdAt(NOON);
        commit(new CreditTopUp(payment, Eur.of("100.00"), NOON));
        commit(limitsChange("0.30", "1.00", NOON));
        commit(new ChangeTimeZone(ZoneId.of("Pacific/Auckland"), NOON));
        commit(report(
                newIdAt(NOON),
                NOON,
                line("query.run", "2", NOON),
                line("call.minute", "4", NOON),
                line("query.run", "9", NOON)));
        var day = NOON.plus(Duration.ofDays(1));
        commit(queryReport(2, day), queryReport(1, day));
        commit(new ClawBackCredits(payment, Eur.of("12.50"), day));
        var month = NOON.plus(Duration.ofDays(20));
        commit(queryReport(1, month));
        var captured = hold("3", month);
        commit(new CaptureHold(
                newIdAt(month), 1, "/features/test", captured, Quantity.of("2"), month.plus(Duration.ofMinutes(1))));
        var _ = hold("1", month.plus(Duration.ofHours(1)));
        commit(adjustment("-3.00", month.plus(Duration.ofMinutes(61))));
        commit(queryReport(1, NOON.plus(Duration.ofDays(40))));
        return 12;
    }

    private AuthorizationId hold(String quantity, Instant now) {
        var use = line("query.run", quantity, now);
        var what = PricedLine.of(use, PRICES.findPrice(use.operation(), now).orElseThrow());
        var key = newIdAt(now);
        var answer = commit(new AuthorizeUsage(
                key, 1, "/features/test", Optional.of(what), Optional.of(Duration.ofMinutes(5)), now));
        assertThat(answer).isInstanceOf(AuthorizationReply.Decided.class);
        return ((AuthorizationReply.Decided) answer)
                .change()
                .account()
                .holds()
                .open()
                .getLast()
                .id();
    }

    private void commit(PricedReport... reports) {
        commit(bookReports(reports));
    }

    @CanIgnoreReturnValue
    private <R> R commit(AccountCommand<R> command) {
        return DynamoDbFixture.ledger().commit(organisation, command);
    }
}
