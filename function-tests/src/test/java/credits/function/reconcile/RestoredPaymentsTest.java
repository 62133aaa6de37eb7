package credits.function.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.HandlerInvoker;
import credits.identity.PaymentId;
import credits.ledger.DynamoDbFixture;
import credits.local.stripe.account.TestPaymentMethod;
import credits.payment.Payment;
import credits.payment.PaymentStatus;
import credits.stripe.DeclinedPayments;
import credits.stripe.PaymentFixture;
import credits.stripe.StripeWiring;
import credits.stripe.WebhookRouter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The payments' part of the rehearsal in `docs/restore.md`: the table loses its last minutes, and Stripe does not.
class RestoredPaymentsTest {
    private final DynamoDbClient original = DynamoDbFixture.createTable();
    private final PaymentFixture payments = new PaymentFixture(original, false);
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        payments.close();
    }

    @Test
    void what_the_table_knows_is_made_up_for_and_what_it_does_not_know_is_listed() {
        var refunded = paidTopUp();
        deliver(payments.wiring(), refunded);
        var paidLater = payments.openTopUp(payments.newOrganisation(), 5_000);
        var copy = copyOf(original);
        // The last minutes: another top-up by an account that the copy has, a payment, and a refund.
        var unknown = paidTopUp(refunded);
        payments.stripe().pay(payments.sessionId(paidLater), TestPaymentMethod.CARD);
        var _ = payments.stripe().refund(payments.sessionId(refunded), 6_100);
        for (var payment : List.of(refunded, paidLater, unknown)) deliver(payments.wiring(), payment);

        var wiring = payments.wiringOn(copy);
        var reconcile =
                new HandlerInvoker(new ReconcileHandler(wiring, EnvironmentFixture.VARIABLES, payments.clock()));
        var _ = reconcile.invoke("{\"task\":\"sweep\"}");
        assertThat(status(wiring, paidLater)).contains(PaymentStatus.PAID);

        assertThat(differences(reconcile))
                .containsExactlyInAnyOrder(
                        name(refunded) + ": account: 5000 cents, Stripe: 0 cents",
                        name(unknown) + ": paid at Stripe, but there is no payment record");

        for (var payment : List.of(refunded, paidLater, unknown)) deliver(wiring, payment);
        assertThat(status(wiring, refunded)).contains(PaymentStatus.REFUNDED);
        assertThat(log)
                .anyMatch(line -> line.contains("\"alarm\":\"payment_quarantined\",\"reason\":\"unknown\"")
                        && line.contains(payments.sessionId(unknown)));
        assertThat(differences(reconcile))
                .containsExactly(name(unknown) + ": paid at Stripe, but there is no payment record");
    }

    private static List<String> differences(HandlerInvoker reconcile) {
        JsonNode report = reconcile.invoke("{\"task\":\"compare\"}");
        return report.path("differences").asText().lines().toList();
    }

    private static String name(Payment payment) {
        return payment.organisation() + " " + new PaymentId(payment.id());
    }

    private static Optional<PaymentStatus> status(StripeWiring wiring, Payment payment) {
        return wiring.paymentLedger()
                .store()
                .find(payment.organisation(), payment.id())
                .map(Payment::status);
    }

    private Payment paidTopUp() {
        var payment = payments.openTopUp(payments.newOrganisation(), 5_000);
        payments.stripe().pay(payments.sessionId(payment), TestPaymentMethod.CARD);
        return payment;
    }

    private Payment paidTopUp(Payment sameBuyer) {
        var payment = payments.openTopUp(sameBuyer.organisation(), 5_000);
        payments.stripe().pay(payments.sessionId(payment), TestPaymentMethod.CARD);
        return payment;
    }

    /// Delivers all events of a payment so far, as Stripe does when they are resent.
    private void deliver(StripeWiring wiring, Payment payment) {
        var webhook = new WebhookRouter(
                wiring.api(),
                wiring.fulfilment(),
                wiring.reversals(),
                new DeclinedPayments(wiring.api(), wiring.paymentLedger(), 10),
                wiring.quarantine(),
                wiring.isLive());
        for (var event : payments.events(payment)) {
            assertThat(webhook.handle(event, payments.clock().instant(), log::add))
                    .isPresent();
        }
    }

    private static DynamoDbClient copyOf(DynamoDbClient table) {
        var copy = DynamoDbFixture.createTable();
        for (var item : table.scanPaginator(
                        scan -> scan.tableName(DynamoDbFixture.TABLE_NAME).consistentRead(true))
                .items()) {
            var _ = copy.putItem(
                    put -> put.tableName(DynamoDbFixture.TABLE_NAME).item(item));
        }
        return copy;
    }
}
