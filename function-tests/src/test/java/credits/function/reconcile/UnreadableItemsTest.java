package credits.function.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.HandlerInvoker;
import credits.aws.TableKeys;
import credits.ledger.DamagedTable;
import credits.ledger.DynamoDbFixture;
import credits.local.stripe.account.TestPaymentMethod;
import credits.payment.Payment;
import credits.stripe.PaymentFixture;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An item that cannot be read, in a list that a task of the night reads, stops only itself: the others are processed,
/// and it is counted, logged and alarmed.
class UnreadableItemsTest {
    private final DynamoDbClient dynamo = DynamoDbFixture.createTable();
    private final DamagedTable table = new DamagedTable(dynamo);
    private final PaymentFixture payments = new PaymentFixture(dynamo, false);
    private final HandlerInvoker reconcile = new HandlerInvoker(
            new ReconcileHandler(payments.wiringOn(dynamo), EnvironmentFixture.VARIABLES, payments.clock()));

    @AfterEach
    void close() {
        payments.close();
    }

    @Test
    void an_item_of_the_list_of_organisations_does_not_stop_the_sweep() {
        var sound = payments.openTopUp(payments.newOrganisation(), 5_000);
        payments.stripe().pay(payments.sessionId(sound), TestPaymentMethod.CARD);
        listUnreadable(sound);

        var answer = invoke("sweep");

        assertThat(payments.balance(sound.organisation())).isEqualTo("50.00");
        assertThat(answer.path("failed").asInt()).isOne();
        assertThat(reconcile.log()).contains("no organisation", "\"alarm\":\"payment_unsettled\"");
    }

    @Test
    void an_item_of_the_list_of_organisations_does_not_stop_the_comparison() {
        var different = creditedPayment();
        var _ = payments.stripe().refund(payments.sessionId(different), 1_220);
        listUnreadable(different);

        var answer = invoke("compare");

        assertThat(answer.path("difference_cents").asInt()).isEqualTo(1_000);
        assertThat(answer.path("failed").asInt()).isOne();
        assertThat(reconcile.log()).contains("\"alarm\":\"reconciliation_difference\",\"cents\":1000,\"failed\":1");
    }

    @Test
    void the_progress_of_a_slice_lets_that_slice_begin_anew() {
        var different = creditedPayment();
        var _ = payments.stripe().refund(payments.sessionId(different), 1_220);
        var day = TableKeys.TASK_PREFIX + "compare#day-34";
        put(TableKeys.RECONCILIATION_PARTITION, day);

        var answer = invoke("compare");

        assertThat(answer.path("payments").asInt()).isOne();
        assertThat(answer.path("difference_cents").asInt()).isEqualTo(1_000);
        assertThat(reconcile.log()).contains("an item cannot be read: RECONCILIATION " + day);
    }

    @Test
    void a_refund_and_a_dispute_at_stripe_leave_the_others_to_be_compared() {
        var refunded = creditedPayment();
        var disputed = creditedPayment();
        var different = creditedPayment();
        var refund = payments.stripe().refund(payments.sessionId(refunded), 610);
        payments.stripe().edit(refund, each -> each.remove("amount"));
        var dispute = payments.stripe().openDispute(payments.sessionId(disputed), 610);
        payments.stripe().edit(dispute, each -> each.remove("amount"));
        var _ = payments.stripe().refund(payments.sessionId(different), 1_220);

        var answer = invoke("compare");

        assertThat(answer.path("payments").asInt()).isEqualTo(3);
        assertThat(answer.path("difference_cents").asInt()).isEqualTo(1_000);
        assertThat(answer.path("failed").asInt()).isEqualTo(2);
        assertThat(answer.path("differences").asText())
                .contains(refund + ": could not be compared", dispute + ": could not be compared");
    }

    @Test
    void what_is_known_about_a_payment_leaves_the_others_of_its_account_to_be_compared() {
        var broken = creditedPayment();
        var different = creditedPayment(payments.openTopUp(broken.organisation(), 5_000));
        var _ = invoke("compare");
        table.remove(
                TableKeys.profilePartition(broken.organisation()),
                TableKeys.RECONCILED_PREFIX + broken.id(),
                "last_segment");
        var _ = payments.stripe().refund(payments.sessionId(different), 1_220);

        var answer = invoke("compare");

        assertThat(answer.path("payments").asInt()).isOne();
        assertThat(answer.path("difference_cents").asInt()).isEqualTo(1_000);
        assertThat(answer.path("failed").asInt()).isEqualTo(2);
        assertThat(answer.path("differences").asText())
                .contains(broken.organisation() + ": could not be compared")
                .contains(payments.sessionId(broken) + ": could not be compared");
    }

    @Test
    void a_number_in_what_is_known_about_a_payment_leaves_the_other_sessions_to_be_read() {
        var broken = creditedPayment();
        var different = creditedPayment();
        var _ = invoke("compare");
        table.replace(
                TableKeys.profilePartition(broken.organisation()),
                TableKeys.RECONCILED_PREFIX + broken.id(),
                "posted",
                AttributeValue.fromN("0.5"));
        var _ = payments.stripe().refund(payments.sessionId(different), 1_220);

        var answer = invoke("compare");

        assertThat(answer.path("difference_cents").asInt()).isEqualTo(1_000);
        assertThat(answer.path("differences").asText())
                .contains(payments.sessionId(broken) + ": could not be compared");
    }

    private JsonNode invoke(String task) {
        return reconcile.invoke("{\"task\":\"" + task + "\"}");
    }

    /// Adds an item that sorts before the organisation of a payment.
    private void listUnreadable(Payment payment) {
        put(TableKeys.organisationShard(payment.organisation()), "no organisation");
    }

    /// Puts an item of which there is nothing but its key.
    private void put(String partition, String sort) {
        var _ = dynamo.putItem(put -> put.tableName(DynamoDbFixture.TABLE_NAME)
                .item(Map.of(
                        TableKeys.PARTITION_KEY, AttributeValue.fromS(partition),
                        TableKeys.SORT_KEY, AttributeValue.fromS(sort))));
    }

    private Payment creditedPayment() {
        return creditedPayment(payments.openTopUp(payments.newOrganisation(), 5_000));
    }

    private Payment creditedPayment(Payment payment) {
        payments.stripe().pay(payments.sessionId(payment), TestPaymentMethod.CARD);
        var _ = payments.wiring().fulfilment().refresh(payment, payments.source());
        return payments.stored(payment);
    }
}
