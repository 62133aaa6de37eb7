package credits.local;

import static credits.local.Customer.amount;
import static org.assertj.core.api.Assertions.assertThat;

import credits.usage.Unbookable.Reason;
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

/// Messages that can never be booked: put aside with a reason, at no cost to anybody.
@ExtendWith(SharedSystem.class)
@TestInstance(Lifecycle.PER_CLASS)
class InvalidReportsTest {
    private static final String OPERATION = "query.run";
    private static final String UUID_4 = "9b2f4c9e-6f0a-4d7e-8a51-3c8d2f1e0b47";

    private final RunningSystem system;
    private final InvalidUsage invalidUsage;

    InvalidReportsTest(RunningSystem system) {
        this.system = system;
        this.invalidUsage = new InvalidUsage(system);
    }

    /// What is done to a good report, and the reason that the queue then shows.
    record Bad(String what, Reason reason, Function<Report, Object> spoil) {
        Object message(Customer customer) {
            return spoil.apply(customer.report().line(OPERATION, "1"));
        }

        @Override
        public String toString() {
            return what + ": " + reason.code();
        }
    }

    @ParameterizedTest
    @MethodSource("bad")
    void a_bad_message_is_put_aside_and_the_one_behind_it_is_booked(Bad bad) {
        var customer = limited();
        var body = bad.message(customer);

        customer.send(body, good(customer));
        system.awaitSettled();

        assertThatOnlyTheGoodOneIsBooked(customer);
        var putAside = invalidUsage.await(customer);
        assertThat(putAside.reasonCode()).isEqualTo(bad.reason().code());
        assertThat(putAside.reasonDetail()).isNotBlank();
        assertThat(putAside.body()).isEqualTo(body.toString());
    }

    @Test
    void a_batch_of_all_that_is_bad_and_of_300_KB_is_settled_at_once_with_the_good_one_in_it() {
        var customer = limited();
        var bodies = new ArrayList<Object>();
        bodies.add(customer.report().line(OPERATION, "1").with("reference", "x".repeat(300_000)));
        bad().forEach(bad -> bodies.add(bad.message(customer)));
        bodies.add(bodies.size() / 2, good(customer));

        var comeAgain = new Worker(system, system.debitEnvironment()).handle(customer, bodies);

        assertThat(comeAgain).isEmpty();
        var putAside = invalidUsage.await(customer, bodies.size() - 1);
        assertThat(putAside).extracting(InvalidUsage.PutAside::reasonCode).startsWith(Reason.TOO_LARGE.code());
        assertThatOnlyTheGoodOneIsBooked(customer);
    }

    private Stream<Bad> bad() {
        var now = system.now();
        var ahead = now.plus(Duration.ofMinutes(10));
        var old = now.minus(Duration.ofDays(36)).toString();
        return Stream.of(
                new Bad("text that is no JSON", Reason.INVALID_JSON, _ -> "{\"specversion\": \"1.0\","),
                new Bad("an unknown operation", Reason.UNPRICED_OPERATION, report -> report.with("operation", "none")),
                new Bad("a quantity of 0", Reason.INVALID_REPORT, report -> report.with("quantity", "0")),
                new Bad("a quantity of -1", Reason.INVALID_REPORT, report -> report.with("quantity", "-1")),
                new Bad("a quantity of NaN", Reason.INVALID_REPORT, report -> report.with("quantity", "NaN")),
                new Bad("a huge exponent", Reason.INVALID_REPORT, report -> report.with("quantity", "1E+200000000")),
                new Bad("40 digits", Reason.INVALID_REPORT, report -> report.with("quantity", "1".repeat(40))),
                new Bad("an id of no form", Reason.INVALID_REPORT, report -> report.envelope("id", "42")),
                new Bad("a UUID version 4", Reason.INVALID_REPORT, report -> report.envelope("id", UUID_4)),
                new Bad("an id of later", Reason.IN_FUTURE, report -> report.envelope("id", Report.idOf(ahead))),
                new Bad("a time of later", Reason.IN_FUTURE, report -> report.envelope("time", ahead.toString())),
                new Bad("a line of later", Reason.IN_FUTURE, report -> report.with("at", ahead.toString())),
                new Bad("a line of 36 days ago", Reason.TOO_OLD, report -> report.with("at", old)),
                new Bad("1,001 lines", Reason.INVALID_REPORT, report -> report.lines(1_000, OPERATION, "1")),
                new Bad("no lines", Reason.INVALID_REPORT, report -> report.withoutLines()),
                new Bad("an unknown field", Reason.INVALID_REPORT, report -> report.with("price", "0")),
                new Bad(
                        "another's subject",
                        Reason.ORGANISATION_MISMATCH,
                        report -> report.envelope("subject", "org_x")));
    }

    private Customer limited() {
        var customer = system.customer("100.00");
        customer.limits("10.00", "20.00");
        return customer;
    }

    private static Report good(Customer customer) {
        return customer.report().line(OPERATION, "2").with("reference", "good");
    }

    private static void assertThatOnlyTheGoodOneIsBooked(Customer customer) {
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
