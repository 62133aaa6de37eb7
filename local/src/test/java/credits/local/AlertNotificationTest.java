package credits.local;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.local.aws.events.DynamoDbStreamPipe;
import credits.local.aws.service.FakeSes.SentEmail;
import credits.local.aws.template.PipeDefinition.PipeSource.TableStreamSource;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// Alerts on their whole way: from the report on the queue to the e-mail in the mailbox and the event
/// on the bus.
@TestInstance(Lifecycle.PER_CLASS)
class AlertNotificationTest {
    private final RunningSystem system = RunningSystem.start();

    @AfterAll
    void stop() {
        system.close();
    }

    @Test
    void the_threshold_and_the_limit_each_notify_once_however_much_is_used_beyond_them() {
        var customer = system.customer("1000.00");
        setLimitsWithRecipient(customer, "10.00", "20.00", "giulia@acme.example");

        customer.send(customer.report().addLine("query.report", "6"));
        awaitMail(customer, 1);
        customer.send(customer.report().addLine("query.report", "100"));
        awaitEvents(customer, "credits.limit.reached.v1", 1);
        for (int report = 0; report < 10; report++)
            customer.send(customer.report().lines(100, "query.report", "100"));
        system.awaitEmptyQueue();
        awaitEvents(customer, "credits.usage.uncovered.v1", 11);
        awaitMail(customer, 3);

        assertThat(mail(customer)).extracting(SentEmail::to).containsOnly("giulia@acme.example");
        assertThat(mail(customer))
                .extracting(SentEmail::subject)
                .containsExactlyInAnyOrder(
                        "You have reached your alert threshold – " + customer.organisation(),
                        "You have reached your monthly limit – " + customer.organisation(),
                        "Some usage was not covered – " + customer.organisation());
        assertThat(events(customer, "credits.limit.alert_crossed.v1")).hasSize(1);
        assertThat(events(customer, "credits.limit.reached.v1")).hasSize(1);
        assertThat(customer.read("/v1/alerts").path("data")).hasSize(3);
    }

    @Test
    void a_stranger_who_was_listed_gets_a_link_and_no_alert() {
        var customer = system.customer("1000.00");
        var body = """
                {"alert_recipients":["stranger@elsewhere.example"],"alert_threshold":"10.00","allowed_limit":"20.00"}""";
        var headers = Map.of("If-Match", "*", "Content-Type", "application/json");
        assertThat(customer.putLimits(headers, body).statusCode()).isEqualTo(200);

        customer.send(customer.report().addLine("query.report", "6"));
        awaitEvents(customer, "credits.limit.alert_crossed.v1", 1);
        system.await(
                "the alert to be listed",
                () -> !customer.read("/v1/alerts").path("data").isEmpty());

        assertThat(mail(customer)).isEmpty();
        assertThat(customer.read("/v1/alerts").at("/data/0/recipients")).isEmpty();
        customer.confirmRecipient("stranger@elsewhere.example");
        customer.send(customer.report().addLine("query.report", "100"));
        awaitMail(customer, 1);
    }

    @Test
    void while_the_mail_service_is_down_usage_is_booked_and_the_e_mail_follows() {
        var customer = system.customer("100.00");
        setLimitsWithRecipient(customer, "1.00", "50.00", "marco@acme.example");
        system.localSystem().mailService().setDown(true);

        customer.send(customer.report().addLine("query.report", "2"));
        system.awaitEmptyQueue();
        awaitEvents(customer, "credits.limit.alert_crossed.v1", 1);
        system.await(
                "the mail service to be asked",
                () -> system.consoleOutput().contains("the mail service is unavailable"));
        assertThat(mail(customer)).isEmpty();
        system.localSystem().mailService().setDown(false);

        awaitMail(customer, 1);
    }

    @Test
    void exhausted_credits_notify_and_both_inspection_pages_show_it() throws IOException {
        var customer = system.customer("1.00");
        setLimitsWithRecipient(customer, "500.00", "900.00", "giulia@acme.example");

        customer.send(customer.report().addLine("query.report", "6"));
        awaitEvents(customer, "credits.balance.exhausted.v1", 1);
        awaitMail(customer, 2);

        var subject = "You have run out of credits – " + customer.organisation();
        assertThat(mail(customer)).extracting(SentEmail::subject).contains(subject);
        var mailbox = page("/local/mailbox");
        var newest = system.localSystem().mailService().sentEmails().stream()
                .map(SentEmail::subject)
                .toList()
                .lastIndexOf(subject);
        assertThat(mailbox).contains(subject, "giulia@acme.example", "/local/mailbox/" + newest);
        assertThat(page("/local/mailbox/" + newest))
                .startsWith("<!DOCTYPE html>")
                .contains(customer.organisation());
        assertThat(page("/local/mailbox/" + newest + "/text")).contains(customer.organisation());
        assertThat(page("/local/events")).contains("credits.balance.exhausted.v1", customer.organisation());
    }

    private String page(String path) throws IOException {
        try (var page =
                URI.create(system.localSystem().address() + path).toURL().openStream()) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// The stream's reader loses its position twice: every record is read again, and its events have the same
    /// ids as before.
    @Test
    void rereading_the_stream_from_the_beginning_sends_no_e_mail_twice() {
        var customer = system.customer("1000.00");
        setLimitsWithRecipient(customer, "10.00", "20.00", "giulia@acme.example");
        customer.send(customer.report().addLine("query.report", "6"));
        customer.send(customer.report().addLine("query.report", "100"));
        customer.send(customer.report().addLine("query.report", "100"));
        system.awaitEmptyQueue();
        awaitMail(customer, 3);
        var ids = notifiedEventIds(customer);
        int told = alreadyNotifiedCount(customer);

        try (var _ = replayStream();
                var _ = replayStream()) {
            awaitEvents(customer, "credits.limit.reached.v1", 3);
            system.await("all to come again", () -> alreadyNotifiedCount(customer) >= told + 2 * ids.size());
        }

        assertThat(notifiedEventIds(customer)).isEqualTo(ids);
        assertThat(ids).hasSize(4);
        awaitMail(customer, 3);
    }

    private DynamoDbStreamPipe replayStream() {
        var pipe = system.localSystem().template().pipes().stream()
                .filter(each -> each.pipeSource() instanceof TableStreamSource)
                .findFirst()
                .orElseThrow();
        var table = ((TableStreamSource) pipe.pipeSource()).table().name();
        var stream = system.localSystem().services().dynamoDb().stream(table);
        var announce = system.localSystem().functions().instancesOf(pipe.enrichment());
        return new DynamoDbStreamPipe(
                pipe, announce, system.localSystem().eventBus(), stream.arn(), stream.client(), fault -> {
                    throw new AssertionError(fault);
                });
    }

    // The ids of the events that cause e-mails.
    private Set<String> notifiedEventIds(TestCustomer customer) {
        return Set.of("credits.limit.alert_crossed.v1", "credits.limit.reached.v1", "credits.usage.uncovered.v1")
                .stream()
                .flatMap(type -> events(customer, type).stream())
                .map(event -> event.path("id").asText())
                .collect(toSet());
    }

    private int alreadyNotifiedCount(TestCustomer customer) {
        return (int) system.consoleOutput()
                .lines()
                .filter(line -> line.contains("\"event\":\"" + customer.organisation() + "/"))
                .filter(line -> line.contains("already_sent"))
                .count();
    }

    private void setLimitsWithRecipient(TestCustomer customer, String alert, String limit, String recipient) {
        var body = "{\"alert_recipients\":[\"%s\"],\"alert_threshold\":\"%s\",\"allowed_limit\":\"%s\"}"
                .formatted(recipient, alert, limit);
        var response = customer.putLimits(Map.of("If-Match", "*", "Content-Type", "application/json"), body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        customer.confirmRecipient(recipient);
    }

    private void awaitMail(TestCustomer customer, int count) {
        system.await(count + " e-mails", () -> mail(customer).size() >= count);
        assertThat(mail(customer)).hasSize(count);
    }

    private void awaitEvents(TestCustomer customer, String type, int count) {
        system.await(count + " events " + type, () -> events(customer, type).size() >= count);
    }

    private List<SentEmail> mail(TestCustomer customer) {
        return system.localSystem().mailService().sentEmails().stream()
                .filter(email -> email.subject().endsWith(" " + customer.organisation()))
                .filter(email -> !email.text().contains("/confirm#"))
                .toList();
    }

    private List<JsonNode> events(TestCustomer customer, String type) {
        return system.localSystem().eventBus().newestEvents().stream()
                .map(event -> event.path("detail"))
                .filter(event -> event.path("subject").asText().equals(customer.organisation()))
                .filter(event -> event.path("type").asText().equals(type))
                .toList();
    }
}
