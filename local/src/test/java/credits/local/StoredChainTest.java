package credits.local;

import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.ledger.Ledger;
import credits.ledger.OrganisationDirectory;
import credits.ledger.SegmentRun;
import credits.ledger.verification.ChainVerifier;
import credits.money.Eur;
import credits.payment.PaymentUpdate;
import credits.payment.PaymentUpdate.Refund;
import credits.payment.PaymentUpdate.RefundStatus;
import credits.payment.store.PaymentLedger;
import credits.retry.RetryPolicy;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The chains that the code of a day wrote verify, and today's code continues them.
@ExtendWith(SharedSystemResolver.class)
class StoredChainTest {
    private static final Supplier<RetryPolicy> RETRIES =
            RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1));

    private final RunningSystem system;

    StoredChainTest(RunningSystem system) {
        this.system = system;
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-30", "2026-12-01"})
    void every_chain_verifies_after_its_checkpoint_and_from_its_first_segment(LocalDate day) {
        try (var table = StoredTable.load(system, day, "stored_to_verify")) {
            assertThat(verifyAll(table)).isEqualTo(countSegments(table));

            table.deletePartition(TableKeys.RECONCILIATION_PARTITION);

            assertThat(verifyAll(table)).isEqualTo(countSegments(table));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-30", "2026-12-01"})
    void new_entries_follow_the_stored_ones_and_verify(LocalDate day) {
        try (var table = StoredTable.load(system, day, "stored_to_continue")) {
            var organisations = organisations(table);
            long before = countSegments(table);

            for (var organisation : organisations) {
                assertThat(adjust(table, organisation).status()).isEqualTo(201);
                var report = UsageReportBuilder.withoutLinesFor(organisation.value(), table.afterwards())
                        .addLine("query.run", "1");
                assertThat(table.deliver(organisation.value(), report.toString(), table.afterwards()))
                        .contains("\"outcome\":\"booked\"");
            }

            assertThat(countSegments(table)).isEqualTo(before + 2L * organisations.size());
            assertThat(verifyAll(table)).isEqualTo(countSegments(table));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-30", "2026-12-01"})
    void a_refund_of_a_stored_payment_is_posted_once(LocalDate day) {
        try (var table = StoredTable.load(system, day, "stored_to_refund")) {
            var ledger = new Ledger(table.client(), table.name(), ZoneId.of("Europe/Rome"), RETRIES);
            var payments = new PaymentLedger(table.client(), table.name(), ledger, RETRIES);
            var owner = payments.store().findOwner(partlyRefunded(table)).orElseThrow();
            var refund = List.<PaymentUpdate>of(new Refund("re_later", Eur.ofCents(100), RefundStatus.SUCCEEDED));
            long before = countSegments(table);

            var refunded = payments.applyUpdates(owner.organisation(), owner.paymentKey(), refund, table.afterwards());
            var again = payments.applyUpdates(owner.organisation(), owner.paymentKey(), refund, table.afterwards());

            assertThat(again).isEqualTo(refunded);
            assertThat(countSegments(table)).isEqualTo(before + 1);
            assertThat(verifyAll(table)).isEqualTo(countSegments(table));
        }
    }

    /// Stripe's id of the payment of EUR 61.00 of which EUR 33.33 were refunded.
    private static String partlyRefunded(StoredTable table) {
        return table.items().stream()
                .filter(item -> item.containsKey("status")
                        && StoredTable.text(item, "status").equals("partly_refunded"))
                .map(item -> StoredTable.text(item, "payment_intent"))
                .findFirst()
                .orElseThrow();
    }

    private static HandlerResponse adjust(StoredTable table, OrganisationId organisation) {
        var route = "POST /v1/adjustments";
        return table.functionOf(route, table.afterwards())
                .callRoute(TestRequest.of(route, "", table.afterwards())
                        .signedInAs("platform", "[operator]")
                        .withHeader("idempotency-key", UsageReportBuilder.newId(table.afterwards()))
                        .withJson("{\"organisation\":\"%s\",\"amount\":\"50.00\",\"reason\":\"More credits\"}"
                                .formatted(organisation)));
    }

    /// Verifies all chains, without a defect; returns the number of verified segments.
    private static long verifyAll(StoredTable table) {
        var verifier = new ChainVerifier(table.client(), table.name());
        long segments = 0;
        for (var organisation : organisations(table)) {
            var result = verifier.verify(organisation, Optional.empty(), table.afterwards(), () -> true);
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
        return table.items(TableKeys.ACCOUNT_PREFIX, TableKeys.SEGMENT_PREFIX)
                .mapToLong(item -> SegmentRun.fromItem(item).size())
                .sum();
    }
}
