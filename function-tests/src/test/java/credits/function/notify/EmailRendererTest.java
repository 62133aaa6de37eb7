package credits.function.notify;

import static org.assertj.core.api.Assertions.assertThat;

import credits.api.BlockerJson;
import credits.event.AccountEvent;
import credits.identity.OrganisationId;
import credits.json.Json;
import credits.money.Eur;
import credits.notification.RecipientGroup;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.SAXException;

class EmailRendererTest {
    private static final Instant AT = Instant.parse("2026-11-22T23:05:00Z");
    private static final EmailRenderer RENDERER = new EmailRenderer(
            new BlockerJson(
                    "https://app.example.com/usage?a=1&b=2",
                    "https://app.example.com/limits",
                    "https://app.example.com/top-up"),
            "https://app.example.com/payments",
            EmailLocale.EN);

    static Stream<Arguments> letters() {
        return Stream.of(EmailLocale.values())
                .flatMap(locale -> Stream.of(EmailType.values()).map(type -> Arguments.of(locale, type)));
    }

    @ParameterizedTest
    @MethodSource("letters")
    void every_email_is_complete_and_well_formed_in_every_language(EmailLocale locale, EmailType type)
            throws IOException, ParserConfigurationException, SAXException {
        var email = render(locale, type);

        var html = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(
                        email.html().replace("<!DOCTYPE html>\n", "").getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertThat(html.getAttribute("lang")).isEqualTo(locale.code());
        assertThat(html.getElementsByTagName("h1").getLength()).isOne();
        assertThat(html.getElementsByTagName("tr").getLength()).isGreaterThanOrEqualTo(2);
        assertThat(html.getElementsByTagName("a").getLength()).isEqualTo(isForOperators(type) ? 1 : 2);
        for (var forbidden : new String[] {"script", "img", "iframe", "form", "link"})
            assertThat(html.getElementsByTagName(forbidden).getLength())
                    .as(forbidden)
                    .isZero();
        assertThat(email.html()).contains("prefers-color-scheme: dark").doesNotContainPattern("\\{[a-z_]+}");
        var about = switch (type) {
            case QUARANTINED -> "cs_test_a1";
            case ENDPOINT_OFF -> "crm";
            default -> "acme";
        };
        assertThat(email.text()).contains(about).doesNotContain("<", "{");
        assertThat(email.subject()).endsWith("– " + about).doesNotContain("\n");
        writePreview(locale, type, email);
    }

    @ParameterizedTest
    @EnumSource
    void every_language_has_the_same_texts(EmailLocale locale) {
        assertThat(locale.texts().stringPropertyNames())
                .isEqualTo(EmailLocale.EN.texts().stringPropertyNames());
        assertThat(locale.texts().values()).doesNotContain("");
        assertThat(locale.text("footer")).contains("{organisation}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EN | 1234567.891 | €1,234,567.89
            DE | 1234.5      | 1.234,50\u00a0€
            IT | 0.005       | 0,01\u00a0€
            FR | 1234.56     | 1\u202f234,56\u00a0€
            ES | -0.5        | −0,50\u00a0€
            EN | -0.001      | €0.00
            """)
    void an_amount_is_formatted_for_the_language(EmailLocale locale, String amount, String written) {
        assertThat(locale.formatAmount(Eur.of(amount))).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EN | 23 Nov 2026, 00:05 (Europe/Rome)
            DE | 23.11.2026, 00:05 (Europe/Rome)
            FR | 23/11/2026, 00:05 (Europe/Rome)
            """)
    void a_time_is_in_the_organisation_s_zone(EmailLocale locale, String written) {
        assertThat(locale.formatTime(AT.atZone(ZoneId.of("Europe/Rome")))).isEqualTo(written);
    }

    @Test
    void the_facts_come_from_the_event() {
        var text = render(EmailLocale.DE, EmailType.ALERT).text();

        assertThat(text)
                .contains(
                        "Warnschwelle: 80,00\u00a0€\n",
                        "In diesem Monat verbraucht: 94,10\u00a0€\n",
                        "Zeitpunkt: 23.11.2026, 00:05 (Europe/Rome)",
                        "https://app.example.com/limits")
                .doesNotContain("Erlaubtes Limit");
    }

    @Test
    void an_early_alert_says_which_threshold_is_next() {
        var early = render(EmailLocale.EN, EmailType.EARLY_ALERT);

        assertThat(early.subject()).isEqualTo("You are approaching your alert threshold – acme");
        assertThat(early.text()).contains("Used this month: €94.10\n", "Next alert: €90.00\n");
    }

    @Test
    void a_forecast_says_on_which_day_the_limit_will_be_reached() {
        var forecast = render(EmailLocale.EN, EmailType.FORECAST);

        assertThat(forecast.subject()).isEqualTo("You will reach your monthly limit before the month ends – acme");
        assertThat(forecast.text()).contains("Limit reached on: 27 Nov 2026\n", "Used this month: €94.10\n");
        assertThat(render(EmailLocale.DE, EmailType.FORECAST).text()).contains("Limit erreicht am: 27.11.2026\n");
    }

    /// The page lists the invoice with its payment: the page and the API identify it by this id.
    @ParameterizedTest
    @EnumSource
    void a_top_up_email_links_to_its_payment_and_invoice(EmailLocale locale) {
        var link = "https://app.example.com/payments?top_up=pay_01KAPG3V00Q7Y7M2B4C6D8E0FH";

        assertThat(render(locale, EmailType.TOP_UP).text()).contains(locale.text("top_up.button") + ": " + link + "\n");
        assertThat(render(locale, EmailType.TOP_UP).html()).contains("<a class=\"button\" href=\"" + link + "\">");
        assertThat(locale.text("top_up.text")).containsPattern("(?i)invoice|Rechnung|fattura|facture|factura");
    }

    @Test
    void an_endpoint_that_was_switched_off_is_named_with_its_address_and_since_when_it_fails() {
        assertThat(render(EmailLocale.EN, EmailType.ENDPOINT_OFF).text())
                .contains(
                        "Endpoint: crm\nAddress: https://crm.example.com/hooks?from=credits\n",
                        "Failing since: 19 Nov 2026, 23:05 (UTC)",
                        "docs/webhooks.md",
                        "Open the receiver: https://crm.example.com/hooks?from=credits\n");
    }

    @Test
    void text_from_outside_is_escaped_in_html_and_encoded_in_links() {
        var data = Json.object()
                .put("object", "cs&<b>\"")
                .put("reason", "unknown")
                .put("event", "evt_1")
                .build();
        var at = new EmailTrigger(
                EmailType.QUARANTINED, new RecipientGroup.Operators(), AT, "any", AT.atZone(ZoneId.of("UTC")), data);

        var email = RENDERER.render(at, Optional.empty());

        assertThat(email.html())
                .contains("<td>cs&amp;&lt;b&gt;&quot;</td>", "search?query=cs%26%3Cb%3E%22")
                .doesNotContain("<b>");
        assertThat(email.text()).contains("23:05 (UTC)", "docs/runbooks/payment-quarantined.md");
    }

    /// The e-mail is sent once a day, but its time is not midnight, when that day began.
    @Test
    void an_uncovered_usage_email_has_the_time_it_happened() {
        assertThat(render(EmailLocale.EN, EmailType.UNCOVERED).text())
                .contains("Time: 23 Nov 2026, 00:05 (Europe/Rome)");
    }

    @Test
    void an_unsupported_language_falls_back_to_the_default() {
        assertThat(RENDERER.render(trigger(EmailType.CREDITS), Optional.of("tlh"))
                        .subject())
                .isEqualTo("You have run out of credits – acme");
    }

    private static boolean isForOperators(EmailType type) {
        return type == EmailType.QUARANTINED || type == EmailType.ENDPOINT_OFF;
    }

    private static Email render(EmailLocale locale, EmailType type) {
        return RENDERER.render(trigger(type), Optional.of(locale.code()));
    }

    // Without a limit, and with every field that any e-mail shows.
    private static EmailTrigger trigger(EmailType type) {
        var data = Json.object()
                .put("alert_threshold", "80.00")
                .putOptional(
                        "next_alert_threshold", type == EmailType.EARLY_ALERT ? Optional.of("90.00") : Optional.empty())
                .put("used", "94.10")
                .put("balance", "-3.20")
                .put("lines", 3)
                .put("cost", "0.36")
                .put("amount", "300.00")
                .put("reached_on", "2026-11-27")
                .put("resets_at", "2026-11-30T23:00:00Z")
                .put("time_zone", "Europe/Rome")
                .put("date", "2026-11-23")
                .put("payment", "pay_01KAPG3V00Q7Y7M2B4C6D8E0FH")
                .put("object", "cs_test_a1")
                .put("reason", "amount")
                .put("event", "evt_1")
                .put("endpoint", "crm")
                .put("url", "https://crm.example.com/hooks?from=credits")
                .put("failing_at", "2026-11-19T23:05:00Z")
                .putOptional("allowed_limit", type == EmailType.LIMIT ? Optional.of("1500.00") : Optional.empty());
        var event =
                new AccountEvent("acme/000000000002/0", type.eventType(), new OrganisationId("acme"), AT, data.build());
        return EmailTrigger.from(event.toJson(AccountEvent.SOURCE)).orElseThrow();
    }

    // Stored for people to look at.
    private static void writePreview(EmailLocale locale, EmailType type, Email email) throws IOException {
        var folder = Files.createDirectories(Path.of("target", "letters"));
        Files.writeString(folder.resolve(type + "." + locale.code() + ".html"), email.html());
    }
}
