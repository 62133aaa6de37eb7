package credits.local;

import static org.assertj.core.api.Assertions.assertThat;

import credits.aws.TableKeys;
import credits.invoicing.NumberSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The rehearsal in `docs/restore.md`: a copy of the table is taken, its last minutes are lost, the copy takes over.
/// The archive is another store and loses nothing. The stand-in of Stripe forgets everything with its process, so each
/// start has a buyer of its own; `RestoredPaymentsTest` rehearses what Stripe knows.
class RestoreRehearsalTest {
    private static final String OBJECTS = "objects";

    @TempDir
    private Path folder;

    @Test
    void a_copy_of_the_table_takes_over() throws IOException {
        var data = folder.resolve("data");
        var copy = folder.resolve("copy");
        String before;
        String known;
        try (var system = RunningSystem.start(data)) {
            var customer = system.customer("20.00");
            payAndAwaitInvoice(new TopUpCustomer(customer));
            known = book(customer, "1");
            before = account(customer);
        }
        copyTable(data, copy);
        String lost;
        try (var system = RunningSystem.start(data)) {
            var customer = system.newOrganisation();
            payAndAwaitInvoice(new TopUpCustomer(system.newOrganisation()));
            lost = book(customer, "7");
            assertThat(account(customer)).isNotEqualTo(before);
        }

        copyTable(copy, data);

        try (var system = RunningSystem.start(data)) {
            var customer = system.newOrganisation();
            assertThat(account(customer)).isEqualTo(before);
            assertThat(lostNumbers(system, data)).hasSize(1);
            skipNumbers(system, data);

            // Only what the copy does not know is booked again, however often it is sent.
            for (int i = 0; i < 2; i++) customer.send(known, lost);
            system.awaitEmptyQueue();
            assertThat(customer.entries().stream()
                            .map(entry -> entry.path("quantity").asText()))
                    .containsExactlyInAnyOrder("1", "7");

            var _ = system.newOrganisation(); // the one that bought in the lost minutes
            var buyer = new TopUpCustomer(system.newOrganisation());
            payAndAwaitInvoice(buyer);
            assertThat(buyer.newestPayment().at("/invoice/number").asText()).endsWith("-000003");
            var check = RunningSystem.parseJson(new ScheduleClient(system).runTask("paper"));
            assertThat(check.path("gaps").asInt()).as("the lost invoice").isOne();
            assertThat(new ScheduleClient(system).runTask("prove")).contains("\"flaws\":0");
        }
    }

    private static void payAndAwaitInvoice(TopUpCustomer buyer) {
        var _ = buyer.payTopUp("50.00");
        buyer.customer()
                .system()
                .await(
                        "the invoice",
                        () -> buyer.newestPayment().path("invoice").isObject());
    }

    private static String book(TestCustomer customer, String quantity) {
        var report = customer.report().addLine("query.report", quantity).toString();
        customer.send(report);
        customer.system().awaitEmptyQueue();
        return report;
    }

    private static String account(TestCustomer customer) {
        var overview = customer.overview();
        return overview.path("balance").asText() + " " + overview.path("used").asText();
    }

    /// The invoices in the archive whose numbers the table has not given out.
    private static List<Integer> lostNumbers(RunningSystem system, Path data) throws IOException {
        int issued = issuedCount(system);
        try (var files = Files.walk(data.resolve(OBJECTS))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{4}-\\d{6}\\.xml"))
                    .map(name -> Integer.parseInt(name.substring("2026-".length(), "2026-000000".length())))
                    .filter(number -> number > issued)
                    .sorted()
                    .toList();
        }
    }

    private static int issuedCount(RunningSystem system) {
        var counter = system.localSystem()
                .services()
                .dynamoDb()
                .client()
                .getItem(get -> get.tableName(table(system))
                        .key(TableKeys.counterKey(series(system)))
                        .consistentRead(true));
        return Integer.parseInt(
                counter.item().getOrDefault("issued", AttributeValue.fromN("0")).n());
    }

    private static void skipNumbers(RunningSystem system, Path data) throws IOException {
        int last = lostNumbers(system, data).getLast();
        var _ = system.localSystem()
                .services()
                .dynamoDb()
                .client()
                .updateItem(update -> update.tableName(table(system))
                        .key(TableKeys.counterKey(series(system)))
                        .updateExpression("SET issued = :last")
                        .conditionExpression("issued < :last")
                        .expressionAttributeValues(Map.of(":last", AttributeValue.fromN(Integer.toString(last)))));
    }

    private static NumberSeries series(RunningSystem system) {
        return new NumberSeries(
                NumberSeries.Kind.INVOICES,
                system.now()
                        .atZone(system.localSystem()
                                .dataSeeder(system.localSystem().clock())
                                .defaultZone())
                        .getYear());
    }

    private static String table(RunningSystem system) {
        return system.localSystem().template().tables().getFirst().name();
    }

    private static void copyTable(Path from, Path to) throws IOException {
        var _ = Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var _ = Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
