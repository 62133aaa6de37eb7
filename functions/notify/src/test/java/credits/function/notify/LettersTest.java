package credits.function.notify;

import static org.assertj.core.api.Assertions.assertThat;

import credits.identity.OrganisationId;
import credits.ledger.Circle;
import credits.money.Eur;
import credits.wire.Announcement;
import credits.wire.Json;
import credits.wire.Obstacles;
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

class LettersTest {
    private static final Instant AT = Instant.parse("2026-11-22T23:05:00Z");
    private static final Letters LETTERS = new Letters(
            new Obstacles(
                    "https://app.example.com/usage?a=1&b=2",
                    "https://app.example.com/limits",
                    "https://app.example.com/top-up"),
            "https://app.example.com/payments",
            Language.EN);

    static Stream<Arguments> letters() {
        return Stream.of(Language.values())
                .flatMap(language -> Stream.of(Topic.values()).map(topic -> Arguments.of(language, topic)));
    }

    @ParameterizedTest
    @MethodSource("letters")
    void every_e_mail_is_whole_in_every_language_and_its_HTML_is_well_formed(Language language, Topic topic)
            throws IOException, ParserConfigurationException, SAXException {
        var letter = letter(language, topic);

        var html = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(
                        letter.html().replace("<!DOCTYPE html>\n", "").getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertThat(html.getAttribute("lang")).isEqualTo(language.code());
        assertThat(html.getElementsByTagName("h1").getLength()).isOne();
        assertThat(html.getElementsByTagName("tr").getLength()).isGreaterThanOrEqualTo(2);
        assertThat(html.getElementsByTagName("a").getLength()).isEqualTo(topic == Topic.SET_ASIDE ? 1 : 2);
        for (var forbidden : new String[] {"script", "img", "iframe", "form", "link"})
            assertThat(html.getElementsByTagName(forbidden).getLength())
                    .as(forbidden)
                    .isZero();
        assertThat(letter.html()).contains("prefers-color-scheme: dark").doesNotContainPattern("\\{[a-z_]+}");
        var about = topic == Topic.SET_ASIDE ? "cs_test_a1" : "acme";
        assertThat(letter.text()).contains(about).doesNotContain("<", "{");
        assertThat(letter.subject()).endsWith("– " + about).doesNotContain("\n");
        keep(language, topic, letter);
    }

    @ParameterizedTest
    @EnumSource
    void every_language_has_the_same_words(Language language) {
        assertThat(language.words().stringPropertyNames())
                .isEqualTo(Language.EN.words().stringPropertyNames());
        assertThat(language.words().values()).doesNotContain("");
        assertThat(language.word("footer")).contains("{organisation}");
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
    void an_amount_is_written_as_the_language_writes_it(Language language, String amount, String written) {
        assertThat(language.amount(Eur.of(amount))).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EN | 23 Nov 2026, 00:05 (Europe/Rome)
            DE | 23.11.2026, 00:05 (Europe/Rome)
            FR | 23/11/2026, 00:05 (Europe/Rome)
            """)
    void a_time_is_that_of_the_organisation_s_zone(Language language, String written) {
        assertThat(language.time(AT.atZone(ZoneId.of("Europe/Rome")))).isEqualTo(written);
    }

    @Test
    void the_facts_are_those_of_the_event() {
        var text = letter(Language.DE, Topic.ALERT).text();

        assertThat(text)
                .contains(
                        "Warnschwelle: 80,00\u00a0€\n",
                        "In diesem Monat verbraucht: 94,10\u00a0€\n",
                        "Zeitpunkt: 23.11.2026, 00:05 (Europe/Rome)",
                        "https://app.example.com/limits")
                .doesNotContain("Erlaubtes Limit");
    }

    /// The page lists the invoice with its payment: the page and the API identify it by this id.
    @ParameterizedTest
    @EnumSource
    void a_top_up_s_e_mail_leads_to_its_payment_where_the_invoice_is(Language language) {
        var link = "https://app.example.com/payments?top_up=pay_01KAPG3V00Q7Y7M2B4C6D8E0FH";

        assertThat(letter(language, Topic.TOP_UP).text()).contains(language.word("top_up.button") + ": " + link + "\n");
        assertThat(letter(language, Topic.TOP_UP).html()).contains("<a class=\"button\" href=\"" + link + "\">");
        assertThat(language.word("top_up.text")).containsPattern("(?i)invoice|Rechnung|fattura|facture|factura");
    }

    @Test
    void what_a_stranger_named_is_shown_as_text_and_looked_up_as_it_is() {
        var data = Json.object()
                .put("object", "cs&<b>\"")
                .put("reason", "unknown")
                .put("event", "evt_1")
                .end();
        var at = new Occasion(Topic.SET_ASIDE, new Circle.Operators(), AT, "any", AT.atZone(ZoneId.of("UTC")), data);

        var letter = LETTERS.letter(at, Optional.empty());

        assertThat(letter.html())
                .contains("<td>cs&amp;&lt;b&gt;&quot;</td>", "search?query=cs%26%3Cb%3E%22")
                .doesNotContain("<b>");
        assertThat(letter.text()).contains("23:05 (UTC)", "docs/runbooks/payment-quarantined.md");
    }

    /// Although it is sent once a day, and its day began at midnight.
    @Test
    void uncovered_usage_says_when_it_happened() {
        assertThat(letter(Language.EN, Topic.UNCOVERED).text()).contains("Time: 23 Nov 2026, 00:05 (Europe/Rome)");
    }

    @Test
    void a_language_that_we_do_not_write_is_the_usual_one() {
        assertThat(LETTERS.letter(occasion(Topic.CREDITS), Optional.of("tlh")).subject())
                .isEqualTo("You have run out of credits – acme");
    }

    private static Letter letter(Language language, Topic topic) {
        return LETTERS.letter(occasion(topic), Optional.of(language.code()));
    }

    // Without a limit, and with every field that any e-mail shows.
    private static Occasion occasion(Topic topic) {
        var data = Json.object()
                .put("alert_threshold", "80.00")
                .put("used", "94.10")
                .put("balance", "-3.20")
                .put("lines", 3)
                .put("cost", "0.36")
                .put("amount", "300.00")
                .put("resets_at", "2026-11-30T23:00:00Z")
                .put("time_zone", "Europe/Rome")
                .put("date", "2026-11-23")
                .put("payment", "01KAPG3V00Q7Y7M2B4C6D8E0FH")
                .put("object", "cs_test_a1")
                .put("reason", "amount")
                .put("event", "evt_1")
                .putOptional("allowed_limit", topic == Topic.LIMIT ? Optional.of("1500.00") : Optional.empty());
        var event = new Announcement("acme/000000000002/0", topic.type(), new OrganisationId("acme"), AT, data.end());
        return Occasion.of(event.json()).orElseThrow();
    }

    // Stored for people to look at.
    private static void keep(Language language, Topic topic, Letter letter) throws IOException {
        var folder = Files.createDirectories(Path.of("target", "letters"));
        Files.writeString(folder.resolve(topic + "." + language.code() + ".html"), letter.html());
    }
}
