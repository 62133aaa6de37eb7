package credits.local;

import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.ledger.Ledger;
import credits.ledger.OrganisationDirectory;
import credits.ledger.verification.ChainVerifier;
import credits.money.Eur;
import credits.payment.PaymentUpdate;
import credits.payment.PaymentUpdate.Refund;
import credits.payment.PaymentUpdate.RefundStatus;
import credits.payment.store.PaymentLedger;
import credits.retry.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The chains that the code of 30 November 2026 wrote verify, and today's code continues them.
@ExtendWith(SharedSystemResolver.class)
class StoredChainTest {
    private static final Instant AFTERWARDS = Instant.parse("2026-11-30T12:00:00Z");

    // Stripe's id of the payment of EUR 61.00 of which EUR 33.33 were refunded.
    private static final String REFUNDED_PAYMENT = "pi_ICpYEbxe3RNvrfzK1FSDmbcP";
    private static final Supplier<RetryPolicy> RETRIES =
            RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1));

    private final RunningSystem system;

    StoredChainTest(RunningSystem system) {
        this.system = system;
    }

    @Test
    void every_chain_verifies_after_its_checkpoint_and_from_its_first_segment() {
        try (var table = StoredTable.load(system, "stored_to_verify")) {
            assertThat(verifyAll(table)).isEqualTo(countSegments(table));

            table.deletePartition(TableKeys.RECONCILIATION_PARTITION);

            assertThat(verifyAll(table)).isEqualTo(countSegments(table));
        }
    }

    @Test
    void new_entries_follow_the_stored_ones_and_verify() {
        try (var table = StoredTable.load(system, "stored_to_continue")) {
            var organisations = organisations(table);
            long before = countSegments(table);

            for (var organisation : organisations) {
                assertThat(adjust(table, organisation).status()).isEqualTo(201);
                var report = UsageReportBuilder.withoutLinesFor(organisation.value(), AFTERWARDS)
                        .addLine("query.run", "1");
                assertThat(table.deliver(organisation.value(), report.toString(), AFTERWARDS))
                        .contains("\"outcome\":\"booked\"");
            }

            assertThat(countSegments(table)).isEqualTo(before + 2L * organisations.size());
            assertThat(verifyAll(table)).isEqualTo(countSegments(table));
        }
    }

    @Test
    void a_refund_of_a_stored_payment_is_posted_once() {
        try (var table = StoredTable.load(system, "stored_to_refund")) {
            var ledger = new Ledger(table.client(), table.name(), ZoneId.of("Europe/Rome"), RETRIES);
            var payments = new PaymentLedger(table.client(), table.name(), ledger, RETRIES);
            var owner = payments.store().findOwner(REFUNDED_PAYMENT).orElseThrow();
            var refund = List.<PaymentUpdate>of(new Refund("re_later", Eur.ofCents(100), RefundStatus.SUCCEEDED));
            long before = countSegments(table);

            var refunded = payments.applyUpdates(owner.organisation(), owner.paymentKey(), refund, AFTERWARDS);
            var again = payments.applyUpdates(owner.organisation(), owner.paymentKey(), refund, AFTERWARDS);

            assertThat(again).isEqualTo(refunded);
            assertThat(countSegments(table)).isEqualTo(before + 1);
            assertThat(verifyAll(table)).isEqualTo(countSegments(table));
        }
    }

    private static HandlerResponse adjust(StoredTable table, OrganisationId organisation) {
        var route = "POST /v1/adjustments";
        return table.functionOf(route, AFTERWARDS)
                .callRoute(TestRequest.of(route, "", AFTERWARDS)
                        .signedInAs("platform", "[operator]")
                        .withHeader("idempotency-key", UsageReportBuilder.newId(AFTERWARDS))
                        .withJson("{\"organisation\":\"%s\",\"amount\":\"50.00\",\"reason\":\"More credits\"}"
                                .formatted(organisation)));
    }

    /// Verifies all chains, without a defect; returns the number of verified segments.
    private static long verifyAll(StoredTable table) {
        var verifier = new ChainVerifier(table.client(), table.name());
        long segments = 0;
        for (var organisation : organisations(table)) {
            var result = verifier.verify(organisation, Optional.empty(), AFTERWARDS, () -> true);
            assertThat(result.defect()).as("%s", organisation).isEmpty();
            segments += result.verifiedSegments();
        }
        return segments;
    }

    private static List<OrganisationId> organisations(StoredTable table) {
        return new OrganisationDirectory(table.client(), table.name()).listAll(fault -> {
            throw fault;
        });
    }

    private static long countSegments(StoredTable table) {
        return table.count(TableKeys.ACCOUNT_PREFIX, TableKeys.SEGMENT_PREFIX);
    }
}
