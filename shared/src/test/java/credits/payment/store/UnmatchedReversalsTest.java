package credits.payment.store;

import static credits.TestData.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import credits.ledger.DynamoDbFixture;
import credits.money.Eur;
import credits.payment.PaymentUpdate;
import credits.payment.PaymentUpdate.Dispute;
import credits.payment.PaymentUpdate.DisputeStatus;
import credits.payment.PaymentUpdate.Refund;
import credits.payment.PaymentUpdate.RefundStatus;
import credits.payment.store.UnmatchedReversals.UnmatchedReversal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnmatchedReversalsTest {
    private static final String INTENT = "pi_early";

    private final UnmatchedReversals reversals =
            new UnmatchedReversals(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME);

    @Test
    void every_report_of_an_early_refund_or_dispute_is_kept_once() {
        var reported = Stream.<PaymentUpdate>of(
                        new Refund("re_1", Eur.of("3"), RefundStatus.SUCCEEDED),
                        new Refund("re_1", Eur.of("4"), RefundStatus.SUCCEEDED),
                        new Refund("re_1", Eur.of("4"), RefundStatus.FAILED),
                        new Dispute("du_1", Eur.of("5"), DisputeStatus.OPEN),
                        new Dispute("du_1", Eur.of("5"), DisputeStatus.LOST))
                .map(update -> new UnmatchedReversal(INTENT, update, "eur"))
                .toList();

        for (var twice : List.of(reported, reported)) twice.forEach(reversal -> reversals.save(reversal, NOON));

        assertThat(reversals.findByPaymentIntent(INTENT)).containsExactlyInAnyOrderElementsOf(reported);
    }
}
