package credits.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import credits.usage.Submission;
import credits.usage.UsageReport;
import credits.wire.UsageMessage;
import credits.wire.UsageMessage.Valid;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Compares the reports with the schema that feature teams are given and with the parser that receives them.
class WireFormatTest {
    private static final Organisation ACME = new Organisation("org_acme");
    private static final Schema SCHEMA = schema();

    private final Buffer buffer = new Buffer(
            new Envelope("/features/translation"), new Ulids(new SplittableRandom(7)), Duration.ofSeconds(1));

    private static Schema schema() {
        var formatsAreRules =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        var registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(formatsAreRules));
        try (var stream = WireFormatTest.class.getResourceAsStream("/contract/usage-report.schema.json")) {
            return registry.getSchema(new String(stream.readAllBytes(), UTF_8), InputFormat.JSON);
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /// The report as the service parses it.
    static UsageReport understood(Report report) {
        assertThat(SCHEMA.validate(report.body(), InputFormat.JSON)).isEmpty();
        var message = UsageMessage.parse(report.body(), report.organisation().id());
        assertThat(message).isInstanceOf(Valid.class);
        var understood = ((Valid) message).report();
        assertThat(understood.id()).hasToString(report.id());
        assertThat(understood.lines()).hasSize(report.lines());
        return understood;
    }

    private List<Report> sealed() {
        buffer.sealAll(ManualClock.NOON);
        return buffer.drain().stream().map(Parcel::report).toList();
    }

    private void offer(Organisation organisation, List<Line> lines) {
        assertThat(buffer.offer(organisation, lines, ManualClock.NOON, Long.MAX_VALUE))
                .isTrue();
    }

    @Test
    void a_report_reads_exactly_as_the_contract_writes_it() {
        var line = Line.of("translation.document", Quantity.of(1250))
                .at(Instant.parse("2026-11-22T12:00:01Z"))
                .member("usr_giulia")
                .reference("doc-42")
                .authorization("aut_7");

        offer(ACME, List.of(line));

        var report = sealed().getFirst();
        var expected = """
                {"specversion":"1.0","type":"credits.usage.v1","source":"/features/translation","id":"%s",\
                "subject":"org_acme","time":"2026-11-22T12:00:00Z","datacontenttype":"application/json",\
                "data":{"lines":[{"operation":"translation.document","quantity":"1250","at":"2026-11-22T12:00:01Z",\
                "member":"usr_giulia","reference":"doc-42","authorization":"aut_7"}]}}""".formatted(report.id());
        assertThat(report.body()).isEqualTo(expected);
        assertThat(understood(report).organisation().value()).isEqualTo("org_acme");
    }

    @Test
    void generated_lines_are_understood_as_they_were_meant_and_in_their_order() {
        var random = new Random(4711);
        var lines = new ArrayList<Line>();
        for (int i = 0; i < 3_000; i++) lines.add(line(random));

        for (var line : lines) offer(ACME, List.of(line));

        var understood = sealed().stream()
                .flatMap(report -> understood(report).lines().stream())
                .toList();
        assertThat(understood).hasSameSizeAs(lines);
        for (int i = 0; i < lines.size(); i++) {
            var expected = lines.get(i);
            var line = understood.get(i);
            assertThat(line.operation()).hasToString(expected.operation());
            assertThat(line.quantity().micros()).isEqualTo(expected.quantity().micros());
            assertThat(line.at()).isEqualTo(expected.at().orElse(ManualClock.NOON));
            assertThat(line.member().map(Object::toString)).isEqualTo(expected.member());
            assertThat(line.reference().map(Object::toString)).isEqualTo(expected.reference());
            assertThat(line.authorization().map(Object::toString)).isEqualTo(expected.authorization());
        }
    }

    private static Line line(Random random) {
        var line = Line.of(name(random), new Quantity(1 + random.nextLong(999_999_999_999_999_999L)));
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
    void the_heaviest_lines_fill_reports_that_the_queue_and_the_ledger_take() {
        var longest = "x".repeat(64);
        var line = Line.of(longest, new Quantity(999_999_999_999_999_999L))
                .at(ManualClock.NOON.minusMillis(1))
                .member(longest)
                .reference(longest)
                .authorization(longest);
        var organisation = new Organisation(longest);

        for (int i = 0; i < 2_000; i++) offer(organisation, List.of(line));

        var reports = sealed();
        assertThat(reports).hasSizeGreaterThan(2);
        assertThat(reports.stream().mapToInt(Report::lines).sum()).isEqualTo(2_000);
        for (var report : reports) {
            assertThat(report.body().getBytes(UTF_8).length).isLessThanOrEqualTo(256 * 1024);
            assertBookable(understood(report));
        }
        assertThat(reports.getFirst().body().length()).isGreaterThan(255 * 1024);
    }

    // The most text beside the most lines: the report that takes the most ledger bytes per byte in the queue.
    @Test
    void a_thousand_lines_with_as_much_text_as_fits_weigh_no_more_than_a_segment_takes() {
        var line =
                Line.of("x".repeat(64), Quantity.of(1)).member("y".repeat(64)).reference("z".repeat(40));

        for (int i = 0; i < 1_000; i++) offer(ACME, List.of(line));

        for (var report : sealed()) assertBookable(understood(report));
    }

    private static void assertBookable(UsageReport report) {
        var weight = new Submission(report, 0, ManualClock.NOON, List.of(), java.util.Optional.empty()).weight();
        assertThat(weight).isLessThanOrEqualTo(Submission.HEAVIEST);
    }

    @Test
    void a_source_with_quotes_and_backslashes_arrives_as_it_is() {
        var odd = new Buffer(new Envelope("/a\"b\\c"), new Ulids(new SplittableRandom(7)), Duration.ofSeconds(1));

        var taken = odd.offer(ACME, List.of(Line.of("a", Quantity.of(1))), ManualClock.NOON, Long.MAX_VALUE);

        assertThat(taken).isTrue();
        odd.sealAll(ManualClock.NOON);
        assertThat(understood(odd.drain().getFirst().report()).source()).isEqualTo("/a\"b\\c");
    }
}
