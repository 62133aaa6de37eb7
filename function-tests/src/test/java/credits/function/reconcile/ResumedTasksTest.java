package credits.function.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.HandlerInvoker;
import credits.aws.TableKeys;
import credits.ledger.DynamoDbFixture;
import credits.local.stripe.account.TestPaymentMethod;
import credits.logging.LogWord;
import credits.payment.Payment;
import credits.payment.store.ReconciliationReports;
import credits.stripe.PaymentFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Tasks whose runs have time for a few steps only, on a separate table.
class ResumedTasksTest {
    private static final int MAX_RUNS = 100;

    private final DynamoDbClient dynamo = DynamoDbFixture.createTable();
    private final PaymentFixture payments = new PaymentFixture(dynamo, false);
    private final AtomicInteger steps = new AtomicInteger();
    // Another minute must be left for a step.
    private final HandlerInvoker reconcile = new HandlerInvoker(
            new ReconcileHandler(payments.wiring(), EnvironmentFixture.VARIABLES, payments.clock()),
            () -> steps.getAndDecrement() > 0 ? 70_000 : 50_000);

    @AfterEach
    void close() {
        payments.close();
    }

    @Test
    void a_comparison_without_time_left_goes_on_in_later_runs_and_reports_once() {
        for (int i = 0; i < 4; i++) {
            var _ = creditedPayment();
        }
        var differing = creditedPayment();
        var _ = payments.stripe().refund(payments.sessionId(differing), 610);

        assertThat(invoke("compare", 20).has("payments_so_far")).isTrue();
        assertThat(reconcile.log()).doesNotContain("difference_cents");
        var result = invokeUntilDone("payments");

        assertThat(result.path("payments").asInt()).isEqualTo(5);
        assertThat(result.path("difference_cents").asInt()).isEqualTo(500);
        assertThat(result.path("differences").asText().lines())
                .singleElement()
                .asString()
                .contains("account: 5000");
        assertThat(reconcile.log()).containsOnlyOnce("\"alarm\":\"reconciliation_difference\"");
        assertThat(new ReconciliationReports(dynamo, DynamoDbFixture.TABLE_NAME).lastCheckedAt())
                .contains(payments.clock().instant());
        assertThat(invoke("continue", 20).path("results")).isEmpty();
    }

    @Test
    void a_sweep_without_time_left_goes_on_in_the_next_run() {
        var open = new ArrayList<Payment>();
        for (int i = 0; i < 5; i++) open.add(openPaidTopUp());

        var first = invoke("sweep", 10);
        assertThat(first.has("replayed")).isFalse();
        // The alarm on silence counts the lines with this word.
        assertThat(reconcile.log()).doesNotContain(LogWord.REPLAYED.text());
        int runs = 1;
        while (!invoke("sweep", 10).has("replayed") && runs < MAX_RUNS) runs++;

        assertThat(runs).isBetween(2, 20);
        assertThat(open)
                .allSatisfy(payment ->
                        assertThat(payments.balance(payment.organisation())).isEqualTo("50.00"));
    }

    @Test
    void a_check_for_invoices_without_time_left_goes_on_in_later_runs() {
        for (int i = 0; i < 5; i++) {
            var _ = creditedPayment();
        }

        assertThat(invoke("paper", 6).has("asked_for")).isFalse();
        assertThat(reconcile.log()).doesNotContain(LogWord.ASKED_FOR.text());
        var result = invokeUntilDone("asked_for");

        // No queue is there to ask: each payment counts as failed, and none stops the others.
        assertThat(result.path("failed").asInt()).isEqualTo(5);
    }

    @Test
    void an_account_that_cannot_be_read_stops_no_other() {
        var payment = creditedPayment();
        var broken = creditedPayment();
        overwriteEvents(broken);
        var _ = payments.stripe().refund(payments.sessionId(payment), 610);

        var result = invoke("compare", 10_000);

        assertThat(result.path("failed").asInt()).isOne();
        assertThat(result.path("difference_cents").asInt()).isEqualTo(500);
        assertThat(reconcile.log())
                .contains(broken.organisation() + ": could not be compared")
                .contains("{\"alarm\":\"reconciliation_difference\",\"cents\":500,\"failed\":1}");
    }

    private JsonNode invoke(String task, int timeForSteps) {
        steps.set(timeForSteps);
        return reconcile.invoke("{\"task\":\"" + task + "\"}");
    }

    /// Continues until a result has `field`, which means that the round is complete.
    private JsonNode invokeUntilDone(String field) {
        for (int i = 0; i < MAX_RUNS; i++) {
            List<JsonNode> results =
                    invoke("continue", 20).path("results").valueStream().toList();
            assertThat(results).hasSize(1);
            if (results.getFirst().has(field)) return results.getFirst();
        }
        throw new AssertionError("not done after " + MAX_RUNS + " runs");
    }

    private Payment openPaidTopUp() {
        var payment = payments.openTopUp(payments.newOrganisation(), 5_000);
        payments.stripe().pay(payments.sessionId(payment), TestPaymentMethod.CARD);
        return payment;
    }

    private Payment creditedPayment() {
        var payment = openPaidTopUp();
        var _ = payments.wiring().fulfilment().refresh(payment, payments.source());
        return payment;
    }

    /// Segment 0 is that of the top-up, and segment 1 credits it.
    private void overwriteEvents(Payment payment) {
        var _ = dynamo.updateItem(update -> update.tableName(DynamoDbFixture.TABLE_NAME)
                .key(Map.of(
                        TableKeys.PARTITION_KEY,
                        AttributeValue.fromS(TableKeys.accountPartition(payment.organisation())),
                        TableKeys.SORT_KEY,
                        AttributeValue.fromS(TableKeys.segmentSort(1))))
                .updateExpression("SET events = :broken")
                .expressionAttributeValues(
                        Map.of(":broken", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {99})))));
    }
}
