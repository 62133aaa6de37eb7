package credits.local;

import static credits.local.TestCustomer.amount;
import static credits.local.TestCustomer.sum;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// Usage on its whole way: from the report on the queue to what members see.
@ExtendWith(SharedSystemResolver.class)
@TestInstance(Lifecycle.PER_CLASS)
class UsageEndToEndTest {
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");
    private static final int NANOS = 9;

    private final RunningSystem system;

    UsageEndToEndTest(RunningSystem system) {
        this.system = system;
    }

    @Test
    void overview_and_entries_agree_to_the_last_digit() {
        var yesterday = yesterdayOfThisMonth();
        var customer = system.customer("100.00", InstantSource.fixed(yesterday));
        reports(customer, yesterday).forEach(customer::send);
        customer.send(customer.report().addLine("query.run", "9999").setOnLastLine("member", "usr_too_dear"));

        system.awaitEmptyQueue();

        var overview = customer.overview();
        var used = amount(overview, "used");
        var entries = new ArrayList<JsonNode>();
        for (var day : overview.path("days")) {
            var ofDay = customer.entries(day.path("date").asText(), 7);
            assertThat(sum(debited(ofDay), "cost")).isEqualByComparingTo(amount(day, "cost"));
            assertThat(debited(ofDay)).hasSize(day.path("operations").asInt());
            entries.addAll(ofDay);
        }
        assertThat(used).isPositive();
        assertThat(entries).hasSize(61);
        assertThat(entries.stream().map(entry -> entry.path("id").asText()).collect(toSet()))
                .hasSize(61);
        assertThat(debited(entries)).hasSize(60);
        assertThat(sum(overview.path("days"), "cost")).isEqualByComparingTo(used);
        assertThat(sum(overview.path("categories"), "cost")).isEqualByComparingTo(used);
        assertThat(amount(overview, "balance")).isEqualByComparingTo(new BigDecimal("100.00").subtract(used));
        assertThat(entries).allSatisfy(UsageEndToEndTest::costsQuantityTimesPrice);
        assertThat(overview.path("categories")).allSatisfy(category -> agrees(category, debited(entries)));
    }

    @Test
    void a_report_in_50_messages_is_booked_once() {
        var customer = system.customer("100.00");
        var report = customer.report().lines(3, "chat.input", "1234.567891");

        IntStream.range(0, 50).forEach(_ -> customer.send(report));
        system.awaitEmptyQueue();

        var outcomes = system.debitLog(customer)
                .collect(groupingBy(line -> line.path("outcome").asText()));
        assertThat(outcomes.get("booked")).hasSize(1);
        assertThat(outcomes.get("already_booked")).hasSize(49);
        assertThat(system.debitLog(customer).map(line -> line.path("message").asText()))
                .doesNotHaveDuplicates()
                .hasSize(50);
        assertThat(customer.entries()).hasSize(3);
        assertThat(amount(customer.overview(), "used")).isEqualByComparingTo(sum(customer.entries(), "cost"));
    }

    @Test
    void of_two_reports_with_one_id_the_first_is_booked_and_the_other_is_invalid() {
        var customer = system.customer("100.00");
        var first = customer.report().addLine("query.run", "1").setOnLastLine("reference", "first");
        var other = first.copy().setOnLastLine("reference", "other");

        customer.send(first, other);
        var invalidUsageMessage = new InvalidUsageInbox(system).await(customer);

        system.awaitEmptyQueue();
        assertThat(invalidUsageMessage.reasonCode()).isEqualTo("conflicting_report");
        assertThat(invalidUsageMessage.body()).isEqualTo(other.toString());
        assertThat(customer.entries())
                .extracting(entry -> entry.path("reference").asText())
                .containsExactly("first");
    }

    /// 20 reports of three operations each, half of them yesterday's, with quantities whose
    /// costs need rounding.
    private Iterable<UsageReportBuilder> reports(TestCustomer customer, Instant yesterday) {
        return IntStream.range(0, 20)
                .mapToObj(number -> {
                    var at = number < 10 ? yesterday : system.now();
                    return customer.report()
                            .addLine("translation.document", "12" + number + ".333333")
                            .setOnLastLine("at", at.toString())
                            .setOnLastLine("member", "usr_" + number % 4)
                            .addLine("chat.input", "0.00" + (number + 1))
                            .setOnLastLine("at", at.toString())
                            .addLine("transcription.batch", number + ".5")
                            .setOnLastLine("at", at.toString())
                            .setOnLastLine("reference", "recording-" + number);
                })
                .toList();
    }

    /// Yesterday, or the first moment of the month on its first day.
    private Instant yesterdayOfThisMonth() {
        var today = LocalDate.ofInstant(system.now(), ROME);
        var first = today.withDayOfMonth(1);
        var yesterday = today.minusDays(1);
        return (yesterday.isBefore(first) ? first : yesterday)
                .atStartOfDay(ROME)
                .toInstant();
    }

    private static List<JsonNode> debited(Iterable<JsonNode> entries) {
        var debited = new ArrayList<JsonNode>();
        for (var entry : entries) if (entry.path("status").asText().equals("debited")) debited.add(entry);
        return debited;
    }

    private static void costsQuantityTimesPrice(JsonNode entry) {
        var exact = amount(entry, "quantity").multiply(amount(entry, "unit_price"));
        var cost = exact.divide(amount(entry.path("unit"), "quantity"), NANOS, RoundingMode.HALF_UP);
        assertThat(amount(entry, "cost")).isEqualByComparingTo(cost);
    }

    private static void agrees(JsonNode category, List<JsonNode> debited) {
        var own = debited.stream()
                .filter(entry -> entry.path("category").equals(category.path("category")))
                .toList();
        assertThat(own).hasSize(category.path("operations").asInt());
        assertThat(sum(own, "cost")).isEqualByComparingTo(amount(category, "cost"));
    }
}
