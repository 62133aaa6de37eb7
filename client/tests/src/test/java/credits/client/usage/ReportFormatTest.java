package credits.client.usage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import credits.client.Organisation;
import credits.client.UsageQuantity;
import credits.client.internal.UlidGenerator;
import credits.event.UsageMessage;
import credits.event.UsageMessage.Valid;
import credits.usage.PricedReport;
import credits.usage.UsageReport;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Compares the reports with the schema for feature teams and with the parser of the service.
public class ReportFormatTest {
    private static final Organisation ACME = new Organisation("org_acme");
    private static final Schema SCHEMA = schema();

    private final ReportBuffer buffer = new ReportBuffer(
            new ReportWriter("/features/translation"),
            new UlidGenerator(new SplittableRandom(7)),
            Duration.ofSeconds(1));

    private static Schema schema() {
        var formatsAreRules =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        var registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(formatsAreRules));
        try (var stream = ReportFormatTest.class.getResourceAsStream("/contract/usage-report.schema.json")) {
            return registry.getSchema(new String(stream.readAllBytes(), UTF_8), InputFormat.JSON);
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /// The report as the service parses it.
    public static UsageReport parse(ReportMessage report) {
        assertThat(SCHEMA.validate(report.body(), InputFormat.JSON)).isEmpty();
        var message = UsageMessage.parse(report.body(), report.organisation().id());
        assertThat(message).isInstanceOf(Valid.class);
        var understood = ((Valid) message).report();
        assertThat(understood.id()).hasToString(report.id());
        assertThat(understood.lines()).hasSize(report.lineCount());
        return understood;
    }

    private List<ReportMessage> sealedReports() {
        buffer.sealAll(ManualClock.NOON);
        return buffer.drain().stream().map(PendingReport::report).toList();
    }

    private void add(Organisation organisation, List<ReportLine> lines) {
        assertThat(buffer.tryAdd(organisation, lines, ManualClock.NOON, Long.MAX_VALUE))
                .isTrue();
    }

    @Test
    void a_report_matches_the_contract_byte_for_byte() {
        var line = ReportLine.of("translation.document", UsageQuantity.of(1250))
                .at(Instant.parse("2026-11-22T12:00:01Z"))
                .member("usr_giulia")
                .reference("doc-42")
                .authorization("aut_7");

        add(ACME, List.of(line));

        var report = sealedReports().getFirst();
        var expected = """
                {"specversion":"1.0","type":"credits.usage.v1","source":"/features/translation","id":"%s",\
                "subject":"org_acme","time":"2026-11-22T12:00:00Z","datacontenttype":"application/json",\
                "data":{"lines":[{"operation":"translation.document","quantity":"1250","at":"2026-11-22T12:00:01Z",\
                "member":"usr_giulia","reference":"doc-42","authorization":"aut_7"}]}}""".formatted(report.id());
        assertThat(report.body()).isEqualTo(expected);
        assertThat(parse(report).organisation().value()).isEqualTo("org_acme");
    }

    @Test
    void generated_lines_survive_the_round_trip_in_order() {
        var random = new Random(4711);
        var lines = new ArrayList<ReportLine>();
        for (int i = 0; i < 3_000; i++) lines.add(line(random));

        for (var line : lines) add(ACME, List.of(line));

        var understood = sealedReports().stream()
                .flatMap(report -> parse(report).lines().stream())
                .toList();
        assertThat(understood).hasSameSizeAs(lines);
        for (int i = 0; i < lines.size(); i++) {
            var expected = lines.get(i);
            var line = understood.get(i);
            assertThat(line.operation()).hasToString(expected.operation());
            assertThat(line.quantity().micros())
                    .isEqualTo(expected.usageQuantity().micros());
            assertThat(line.usedAt()).isEqualTo(expected.at().orElse(ManualClock.NOON));
            assertThat(line.member().map(Object::toString)).isEqualTo(expected.member());
            assertThat(line.reference().map(Object::toString)).isEqualTo(expected.reference());
            assertThat(line.authorization().map(Object::toString)).isEqualTo(expected.authorization());
        }
    }

    private static ReportLine line(Random random) {
        var line = ReportLine.of(name(random), new UsageQuantity(1 + random.nextLong(999_999_999_999_999_999L)));
        if (random.nextBoolean()) line = line.at(ManualClock.NOON.minusMillis(random.nextInt(1_000_000)));
        if (random.nextBoolean()) line = line.member(name(random));
        if (random.nextBoolean()) line = line.reference(name(random));
        return random.nextBoolean() ? line.authorization(name(random)) : line;
    }

    private static String name(Random random) {
        var allowed = "abcxyzABCXYZ0189._:-";
        var name = new StringBuilder();
        for (int i = random.nextInt(64); i >= 0; i--) name.append(allowed.charAt(random.nextInt(allowed.length())));
        return name.toString();
    }

    @Test
    void reports_of_the_largest_lines_fit_the_queue_and_the_ledger() {
        var longest = "x".repeat(64);
        var line = ReportLine.of(longest, new UsageQuantity(999_999_999_999_999_999L))
                .at(ManualClock.NOON.minusMillis(1))
                .member(longest)
                .reference(longest)
                .authorization(longest);
        var organisation = new Organisation(longest);

        for (int i = 0; i < 2_000; i++) add(organisation, List.of(line));

        var reports = sealedReports();
        assertThat(reports).hasSizeGreaterThan(2);
        assertThat(reports.stream().mapToInt(ReportMessage::lineCount).sum()).isEqualTo(2_000);
        for (var report : reports) {
            assertThat(report.body().getBytes(UTF_8).length).isLessThanOrEqualTo(256 * 1024);
            assertBookable(parse(report));
        }
        assertThat(reports.getFirst().body().length()).isGreaterThan(255 * 1024);
    }

    // The most text combined with the most lines: the report that takes the most ledger bytes per byte
    // in the queue.
    @Test
    void a_thousand_lines_with_as_much_text_as_fits_do_not_exceed_a_segment() {
        var line = ReportLine.of("x".repeat(64), UsageQuantity.of(1))
                .member("y".repeat(64))
                .reference("z".repeat(40));

        for (int i = 0; i < 1_000; i++) add(ACME, List.of(line));

        for (var report : sealedReports()) assertBookable(parse(report));
    }

    private static void assertBookable(UsageReport report) {
        var weight =
                new PricedReport(report, 0, ManualClock.NOON, List.of(), java.util.Optional.empty()).maxPackedBytes();
        assertThat(weight).isLessThanOrEqualTo(PricedReport.MAX_ENTRY_BYTES);
    }

    @Test
    void a_source_with_quotes_and_backslashes_is_escaped() {
        var odd = new ReportBuffer(
                new ReportWriter("/a\"b\\c"), new UlidGenerator(new SplittableRandom(7)), Duration.ofSeconds(1));

        var taken =
                odd.tryAdd(ACME, List.of(ReportLine.of("a", UsageQuantity.of(1))), ManualClock.NOON, Long.MAX_VALUE);

        assertThat(taken).isTrue();
        odd.sealAll(ManualClock.NOON);
        assertThat(parse(odd.drain().getFirst().report()).source()).isEqualTo("/a\"b\\c");
    }
}
