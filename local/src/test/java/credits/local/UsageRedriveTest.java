package credits.local;

import static credits.local.TestCustomer.amount;
import static org.assertj.core.api.Assertions.assertThat;

import credits.local.usage.UsageRedrive;
import credits.usage.ReportRejection.RejectionReason;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What `./run redrive` does with dead letters and invalid usage.
@ExtendWith(SharedSystemResolver.class)
class UsageRedriveTest {
    private final RunningSystem system;
    private final InvalidUsageInbox invalidUsage;

    UsageRedriveTest(RunningSystem system) {
        this.system = system;
        this.invalidUsage = new InvalidUsageInbox(system);
    }

    @Test
    void dead_letters_are_booked_once_and_usage_that_is_still_invalid_is_set_aside_again() {
        var customer = system.customer("100.00");
        var booked = customer.report().addLine("query.run", "1");
        var fromTheDead = customer.report().addLine("query.run", "2");
        customer.send(booked, customer.report().addLine("no.operation", "1"));
        system.awaitEmptyQueue();
        sendToDeadLetters(customer, booked.toString());
        sendToDeadLetters(customer, fromTheDead.toString());

        int moved = redrive().moveAll();

        assertThat(moved).isGreaterThanOrEqualTo(3);
        system.awaitEmptyQueue();
        assertThat(amount(customer.overview(), "used")).isEqualByComparingTo("0.36");
        assertThat(invalidUsage.await(customer).reasonCode()).isEqualTo(RejectionReason.UNPRICED_OPERATION.code());
        assertThat(redrive().moveAll()).isZero();
    }

    private UsageRedrive redrive() {
        var localSystem = system.localSystem();
        return UsageRedrive.of(localSystem.template(), localSystem.usageQueue(), system.sqsClient());
    }

    private void sendToDeadLetters(TestCustomer customer, String body) {
        var url = redrive().deadLetterQueueUrl();
        var _ = system.sqsClient()
                .sendMessage(request -> request.queueUrl(url)
                        .messageGroupId(customer.organisation())
                        .messageDeduplicationId(UUID.randomUUID().toString())
                        .messageBody(body));
    }
}
