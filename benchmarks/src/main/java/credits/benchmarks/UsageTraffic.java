package credits.benchmarks;

import credits.identity.OrganisationId;
import credits.json.Json;
import credits.usage.PricedLine;
import credits.usage.UsageReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;

/// The usage of some organisations, the same for all designs that are compared: reports that the organisations send in
/// turn, of which one in twenty arrives a second time. A quarter of the organisations is at its limit from the start;
/// one alone reaches it after three quarters of its usage.
///
/// @param events the lines of all different reports
/// @param expected what each organisation's usage costs
record UsageTraffic(
        List<OrganisationId> organisations, List<SentReport> sent, long events, Map<String, Long> expected) {
    /// The limit of an organisation that is at it, which is less than any line costs.
    static final long NOTHING = 1;

    private static final int LINES = 100;
    private static final int DUPLICATE_EVERY = 20;
    private static final int DUPLICATE_DISTANCE = 7;
    private static final int MAX_BATCH = 10;
    private static final int MAX_WORKERS = 8;

    /// A report with the prices of its lines.
    ///
    /// @param number the number of its organisation
    record SentReport(int number, UsageReport report, List<PricedLine> lines) {
        OrganisationId organisation() {
            return report.organisation();
        }
    }

    /// Creates this number of different reports of a hundred lines.
    static UsageTraffic of(String prefix, int organisations, int reports) {
        var names = IntStream.range(0, organisations)
                .mapToObj(number -> new OrganisationId(prefix + number))
                .toList();
        var random = new SplittableRandom(3);
        var workload = new BenchmarkWorkload(LINES, 1, false);
        var sent = new ArrayList<SentReport>();
        var expected = new HashMap<String, Long>();
        for (int i = 0; i < reports; i++) {
            var organisation = names.get(i % organisations);
            var report = workload.reportOf(organisation, random, BenchmarkWorkload.MEASURED_FROM);
            var lines = BenchmarkWorkload.priced(report);
            sent.add(new SentReport(i % organisations, report, lines));
            var _ = expected.merge(organisation.value(), costOf(lines), Math::addExact);
        }
        for (int i = reports - 1; i >= 0; i -= DUPLICATE_EVERY) {
            int later = Math.min(sent.size(), i + DUPLICATE_DISTANCE * organisations);
            sent.add(later, sent.get(i));
        }
        return new UsageTraffic(names, List.copyOf(sent), (long) reports * LINES, Map.copyOf(expected));
    }

    private static long costOf(List<PricedLine> lines) {
        return lines.stream().mapToLong(line -> line.cost().nanos()).sum();
    }

    /// The allowed limit of an organisation, in nano-euro.
    long allowedLimit(int organisation) {
        long cost = expected(organisation);
        if (organisations.size() == 1) return cost / 4 * 3;
        return isAtLimit(organisation) ? NOTHING : 2 * cost;
    }

    /// Whether nothing that the organisation uses fits.
    boolean isAtLimit(int organisation) {
        return organisations.size() > 1 && organisation % 4 == 0;
    }

    long expected(int organisation) {
        return expected.getOrDefault(organisations.get(organisation).value(), 0L);
    }

    /// Throws an exception if an organisation's usage is not what it must be.
    void verify(int organisation, long used) {
        long limit = allowedLimit(organisation);
        long expected = expected(organisation);
        boolean isRight = expected <= limit ? used == expected : used <= limit && used > limit - 1_000_000_000L;
        if (!isRight)
            throw new IllegalStateException(organisations.get(organisation) + ": used " + used + " of " + expected
                    + " with a limit of " + limit);
    }

    /// The batches of each worker. As on the queue, an organisation's reports stay in order, so one worker gets all of
    /// them.
    List<List<List<SentReport>>> batchesOfWorkers() {
        int workers = Math.min(MAX_WORKERS, organisations.size());
        var ofWorkers = new ArrayList<List<SentReport>>();
        for (int i = 0; i < workers; i++) ofWorkers.add(new ArrayList<>());
        for (var each : sent) {
            var _ = ofWorkers.get(each.number % workers).add(each);
        }
        return ofWorkers.stream()
                .map(own ->
                        own.stream().gather(Gatherers.windowFixed(MAX_BATCH)).toList())
                .toList();
    }

    /// A batch as the queue delivers it.
    static String toEvent(List<SentReport> batch) {
        return Json.object()
                .put("Records", batch.stream().map(UsageTraffic::toMessage).toList())
                .build()
                .toText();
    }

    private static Json toMessage(SentReport sent) {
        var attributes = Json.object()
                .put("SentTimestamp", Long.toString(sent.report.reportedAt().toEpochMilli()))
                .put("SenderId", "AROABENCHMARK:feature")
                .put("MessageGroupId", sent.organisation().value())
                .put("ApproximateReceiveCount", "1");
        return Json.object()
                .put("messageId", sent.report.id().toString())
                .put("body", toCloudEvent(sent.report).toText())
                .put("attributes", attributes.build())
                .build();
    }

    private static Json toCloudEvent(UsageReport report) {
        var lines = report.lines().stream()
                .map(line -> (Json) Json.object()
                        .put("operation", line.operation().value())
                        .put("quantity", line.quantity().toString())
                        .put("at", line.usedAt().toString())
                        .build())
                .toList();
        return Json.object()
                .put("specversion", "1.0")
                .put("type", "credits.usage.v1")
                .put("source", report.source())
                .put("id", report.id().toString())
                .put("subject", report.organisation().value())
                .put("time", report.reportedAt().toString())
                .put("data", Json.object().put("lines", lines).build())
                .build();
    }
}
