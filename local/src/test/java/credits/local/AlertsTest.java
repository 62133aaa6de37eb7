package credits.local;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.local.events.Mailbox.Mail;
import credits.local.events.StreamPipe;
import credits.local.template.Pipe.From.Stream;
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

/// People and systems are told: from the report on the queue to the e-mail in the mailbox and the event on the bus.
@TestInstance(Lifecycle.PER_CLASS)
class AlertsTest {
    private final RunningSystem system = RunningSystem.start();

    @AfterAll
    void stop() {
        system.close();
    }

    @Test
    void the_threshold_and_the_limit_are_told_once_each_however_much_is_used_behind_them() {
        var customer = system.customer("1000.00");
        listed(customer, "10.00", "20.00", "giulia@acme.example");

        customer.send(customer.report().line("query.report", "6"));
        awaitMail(customer, 1);
        customer.send(customer.report().line("query.report", "100"));
        awaitEvents(customer, "limit.reached", 1);
        for (int report = 0; report < 10; report++)
            customer.send(customer.report().lines(100, "query.report", "100"));
        system.awaitSettled();
        awaitEvents(customer, "usage.uncovered", 11);
        awaitMail(customer, 3);

        assertThat(mail(customer)).extracting(Mail::to).containsOnly("giulia@acme.example");
        assertThat(mail(customer))
                .extracting(Mail::subject)
                .containsExactlyInAnyOrder(
                        "You have reached your alert threshold – " + customer.organisation(),
                        "You have reached your monthly limit – " + customer.organisation(),
                        "Some usage was not covered – " + customer.organisation());
        assertThat(events(customer, "limit.alert_crossed")).hasSize(1);
        assertThat(events(customer, "limit.reached")).hasSize(1);
        assertThat(customer.read("/v1/alerts").path("data")).hasSize(3);
    }

    @Test
    void while_the_mail_service_is_down_usage_is_booked_and_people_are_told_afterwards() {
        var customer = system.customer("100.00");
        listed(customer, "1.00", "50.00", "marco@acme.example");
        system.local().mailbox().setDown(true);

        customer.send(customer.report().line("query.report", "2"));
        system.awaitSettled();
        awaitEvents(customer, "limit.alert_crossed", 1);
        system.await("the mail service to be asked", () -> system.printed().contains("does not take mail now"));
        assertThat(mail(customer)).isEmpty();
        system.local().mailbox().setDown(false);

        awaitMail(customer, 1);
    }

    @Test
    void that_the_credits_are_used_up_is_told_and_both_pages_show_what_was_told() throws IOException {
        var customer = system.customer("1.00");
        listed(customer, "500.00", "900.00", "giulia@acme.example");

        customer.send(customer.report().line("query.report", "6"));
        awaitEvents(customer, "balance.exhausted", 1);
        awaitMail(customer, 2);

        var subject = "You have run out of credits – " + customer.organisation();
        assertThat(mail(customer)).extracting(Mail::subject).contains(subject);
        var mailbox = page("/local/mailbox");
        var newest = system.local().mailbox().taken().size() - 1;
        assertThat(mailbox).contains(subject, "giulia@acme.example", "/local/mailbox/" + newest);
        assertThat(page("/local/mailbox/" + newest))
                .startsWith("<!DOCTYPE html>")
                .contains(customer.organisation());
        assertThat(page("/local/mailbox/" + newest + "/text")).contains(customer.organisation());
        assertThat(page("/local/events")).contains("balance.exhausted", customer.organisation());
    }

    private String page(String path) throws IOException {
        try (var page = URI.create(system.local().address() + path).toURL().openStream()) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// Whoever reads the stream lost its place, twice at a time: everything comes again, with the ids that it had.
    @Test
    void a_stream_that_is_read_again_from_its_beginning_writes_to_nobody_again() {
        var customer = system.customer("1000.00");
        listed(customer, "10.00", "20.00", "giulia@acme.example");
        customer.send(customer.report().line("query.report", "6"));
        customer.send(customer.report().line("query.report", "100"));
        customer.send(customer.report().line("query.report", "100"));
        system.awaitSettled();
        awaitMail(customer, 3);
        var ids = ids(customer);
        int told = alreadyTold(customer);

        try (var _ = replayed();
                var _ = replayed()) {
            awaitEvents(customer, "limit.reached", 3);
            system.await("all to come again", () -> alreadyTold(customer) >= told + 2 * ids.size());
        }

        assertThat(ids(customer)).isEqualTo(ids);
        assertThat(ids).hasSize(4);
        awaitMail(customer, 3);
    }

    private StreamPipe replayed() {
        var pipe = system.local().template().pipes().stream()
                .filter(each -> each.from() instanceof Stream)
                .findFirst()
                .orElseThrow();
        var table = ((Stream) pipe.from()).table().name();
        var stream = system.local().stores().database().stream(table);
        var announce = system.local().functions().function(pipe.enrichment());
        return new StreamPipe(pipe, announce, system.local().bus(), stream.arn(), stream.client(), fault -> {
            throw new AssertionError(fault);
        });
    }

    // Of the events that are written about.
    private Set<String> ids(Customer customer) {
        return Set.of("limit.alert_crossed", "limit.reached", "usage.uncovered").stream()
                .flatMap(type -> events(customer, type).stream())
                .map(event -> event.path("id").asText())
                .collect(toSet());
    }

    private int alreadyTold(Customer customer) {
        return (int) system.printed()
                .lines()
                .filter(line -> line.contains("\"event\":\"" + customer.organisation() + "/"))
                .filter(line -> line.contains("already_told"))
                .count();
    }

    private void listed(Customer customer, String alert, String limit, String recipient) {
        var body = "{\"alert_recipients\":[\"%s\"],\"alert_threshold\":\"%s\",\"allowed_limit\":\"%s\"}"
                .formatted(recipient, alert, limit);
        var answer = customer.putLimits(Map.of("If-Match", "*", "Content-Type", "application/json"), body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void awaitMail(Customer customer, int count) {
        system.await(count + " e-mails", () -> mail(customer).size() >= count);
        assertThat(mail(customer)).hasSize(count);
    }

    private void awaitEvents(Customer customer, String type, int count) {
        system.await(count + " events " + type, () -> events(customer, type).size() >= count);
    }

    private List<Mail> mail(Customer customer) {
        return system.local().mailbox().taken().stream()
                .filter(mail -> mail.subject().endsWith(" " + customer.organisation()))
                .toList();
    }

    private List<JsonNode> events(Customer customer, String type) {
        return system.local().bus().newest().stream()
                .map(event -> event.path("detail"))
                .filter(event -> event.path("subject").asText().equals(customer.organisation()))
                .filter(event -> event.path("type").asText().equals(type))
                .toList();
    }
}
