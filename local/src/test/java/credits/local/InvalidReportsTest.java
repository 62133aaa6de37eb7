package credits.local;

import static credits.local.TestCustomer.amount;
import static org.assertj.core.api.Assertions.assertThat;

import credits.usage.ReportRejection.RejectionReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Messages that can never be booked are set aside with a reason, and nobody is debited for them.
@ExtendWith(SharedSystemResolver.class)
@TestInstance(Lifecycle.PER_CLASS)
class InvalidReportsTest {
    private static final String OPERATION = "query.run";
    private static final String UUID_4 = "9b2f4c9e-6f0a-4d7e-8a51-3c8d2f1e0b47";

    private final RunningSystem system;
    private final InvalidUsageInbox invalidUsage;

    InvalidReportsTest(RunningSystem system) {
        this.system = system;
        this.invalidUsage = new InvalidUsageInbox(system);
    }

    /// A change that makes a valid report invalid, and the reason that the queue then shows.
    record InvalidMessage(String description, RejectionReason reason, Function<UsageReportBuilder, Object> spoil) {
        Object message(TestCustomer customer) {
            return spoil.apply(customer.report().addLine(OPERATION, "1"));
        }

        @Override
        public String toString() {
            return description + ": " + reason.code();
        }
    }

    @ParameterizedTest
    @MethodSource("invalidMessages")
    void an_invalid_message_is_set_aside_and_the_next_one_is_booked(InvalidMessage invalidMessage) {
        var customer = customerWithLimits();
        var body = invalidMessage.message(customer);

        customer.send(body, validReport(customer));
        system.awaitEmptyQueue();

        assertThatOnlyTheGoodOneIsBooked(customer);
        var invalidUsageMessage = invalidUsage.await(customer);
        assertThat(invalidUsageMessage.reasonCode())
                .isEqualTo(invalidMessage.reason().code());
        assertThat(invalidUsageMessage.reasonDetail()).isNotBlank();
        assertThat(invalidUsageMessage.body()).isEqualTo(body.toString());
    }

    @Test
    void a_batch_of_every_invalid_message_and_one_valid_one_is_settled_at_once() {
        var customer = customerWithLimits();
        var bodies = new ArrayList<Object>();
        bodies.add(customer.report().addLine(OPERATION, "1").setOnLastLine("reference", "x".repeat(300_000)));
        invalidMessages().forEach(invalidMessage -> bodies.add(invalidMessage.message(customer)));
        bodies.add(bodies.size() / 2, validReport(customer));

        var comeAgain = new DebitWorker(system, system.debitEnvironment()).deliver(customer, bodies);

        assertThat(comeAgain).isEmpty();
        var putAside = invalidUsage.await(customer, bodies.size() - 1);
        assertThat(putAside)
                .extracting(InvalidUsageInbox.InvalidUsageMessage::reasonCode)
                .startsWith(RejectionReason.TOO_LARGE.code());
        assertThatOnlyTheGoodOneIsBooked(customer);
    }

    private Stream<InvalidMessage> invalidMessages() {
        var now = system.now();
        var ahead = now.plus(Duration.ofMinutes(10));
        var old = now.minus(Duration.ofDays(36)).toString();
        return Stream.of(
                new InvalidMessage(
                        "text that is no JSON", RejectionReason.INVALID_JSON, _ -> "{\"specversion\": \"1.0\","),
                new InvalidMessage(
                        "an unknown operation",
                        RejectionReason.UNPRICED_OPERATION,
                        report -> report.setOnLastLine("operation", "none")),
                new InvalidMessage(
                        "a quantity of 0",
                        RejectionReason.INVALID_REPORT,
                        report -> report.setOnLastLine("quantity", "0")),
                new InvalidMessage(
                        "a quantity of -1",
                        RejectionReason.INVALID_REPORT,
                        report -> report.setOnLastLine("quantity", "-1")),
                new InvalidMessage(
                        "a quantity of NaN",
                        RejectionReason.INVALID_REPORT,
                        report -> report.setOnLastLine("quantity", "NaN")),
                new InvalidMessage(
                        "a huge exponent",
                        RejectionReason.INVALID_REPORT,
                        report -> report.setOnLastLine("quantity", "1E+200000000")),
                new InvalidMessage(
                        "40 digits",
                        RejectionReason.INVALID_REPORT,
                        report -> report.setOnLastLine("quantity", "1".repeat(40))),
                new InvalidMessage(
                        "an id of no form", RejectionReason.INVALID_REPORT, report -> report.setOnEnvelope("id", "42")),
                new InvalidMessage(
                        "a UUID version 4",
                        RejectionReason.INVALID_REPORT,
                        report -> report.setOnEnvelope("id", UUID_4)),
                new InvalidMessage(
                        "an id of later",
                        RejectionReason.IN_FUTURE,
                        report -> report.setOnEnvelope("id", UsageReportBuilder.newId(ahead))),
                new InvalidMessage(
                        "a time of later",
                        RejectionReason.IN_FUTURE,
                        report -> report.setOnEnvelope("time", ahead.toString())),
                new InvalidMessage(
                        "a line of later",
                        RejectionReason.IN_FUTURE,
                        report -> report.setOnLastLine("at", ahead.toString())),
                new InvalidMessage(
                        "a line of 36 days ago", RejectionReason.TOO_OLD, report -> report.setOnLastLine("at", old)),
                new InvalidMessage(
                        "1,001 lines", RejectionReason.INVALID_REPORT, report -> report.lines(1_000, OPERATION, "1")),
                new InvalidMessage("no lines", RejectionReason.INVALID_REPORT, report -> report.removeLines()),
                new InvalidMessage(
                        "an unknown field",
                        RejectionReason.INVALID_REPORT,
                        report -> report.setOnLastLine("price", "0")),
                new InvalidMessage(
                        "another's subject",
                        RejectionReason.ORGANISATION_MISMATCH,
                        report -> report.setOnEnvelope("subject", "org_x")));
    }

    private TestCustomer customerWithLimits() {
        var customer = system.customer("100.00");
        customer.setLimits("10.00", "20.00");
        return customer;
    }

    private static UsageReportBuilder validReport(TestCustomer customer) {
        return customer.report().addLine(OPERATION, "2").setOnLastLine("reference", "good");
    }

    private static void assertThatOnlyTheGoodOneIsBooked(TestCustomer customer) {
        var overview = customer.overview();
        assertThat(customer.entries())
                .extracting(entry -> entry.path("reference").asText())
                .containsExactly("good");
        assertThat(amount(overview, "used")).isEqualByComparingTo("0.24");
        assertThat(amount(overview, "balance")).isEqualByComparingTo("99.76");
        assertThat(amount(overview, "remaining")).isEqualByComparingTo("19.76");
        assertThat(overview.path("status").asText()).isEqualTo("ok");
    }
}
