package credits.client.testing;

import static java.util.stream.Collectors.joining;

import credits.client.Organisation;
import credits.client.authorization.ApiTransport;
import credits.client.authorization.CreditsClient;
import credits.client.authorization.Timeouts;
import credits.client.internal.JsonValue;
import credits.client.usage.ReportMessage;
import credits.client.usage.ReportSink;
import credits.client.usage.UsageReporter;
import credits.client.usage.UsageReporterSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The credits service in memory, for tests: accounts, prices, everything that was received, and failures on request.
/// Pass [#reporter] and [#client], which are the real classes, to the code under test.
///
/// ```java
/// var service = new FakeCreditsService("10.00").withPrice("translation.document", "0.002");
/// service.account(new Organisation("org_acme")).setAllowedLimit("5.00");
/// ```
public final class FakeCreditsService implements ReportSink, ApiTransport, AutoCloseable {
    private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(30);

    private final BigDecimal openingBalance;
    private final Map<String, BigDecimal> prices = new ConcurrentHashMap<>();
    private final Map<Organisation, FakeAccount> accounts = new ConcurrentHashMap<>();
    private final FakeApi api = new FakeApi(prices, this::account);
    private final Deque<Outcome> sinkFailures = new ArrayDeque<>();
    private final Deque<CallFailure> callFailures = new ArrayDeque<>();
    private final List<ReportMessage> bookedReports = new ArrayList<>();
    private final List<ReportMessage> invalidReports = new ArrayList<>();
    private final List<ReportMessage> unsentReports = new ArrayList<>();
    private final UsageReporter reporter;
    private final CreditsClient client;

    /// Creates a service in which every organisation starts with this balance in EUR and without a limit.
    public FakeCreditsService(String balance) {
        this.openingBalance = new BigDecimal(balance);
        this.client = CreditsClient.withTransport(this, new Timeouts(Duration.ofMillis(500), Duration.ofSeconds(1)));
        var settings = UsageReporterSettings.forSource("/fake").linger(Duration.ofMillis(1));
        this.reporter = UsageReporter.start(this, (report, reason, detail) -> addUnsent(report), settings);
    }

    private synchronized void addUnsent(ReportMessage report) {
        unsentReports.add(report);
    }

    /// Sets the price of one unit of an operation, in EUR. As in production, authorizations for operations without a
    /// price are rejected, and reports that contain one are invalid (see [#invalidReports]).
    public FakeCreditsService withPrice(String operation, String eur) {
        prices.put(operation, new BigDecimal(eur));
        return this;
    }

    /// The account of an organisation, created on first use.
    public FakeAccount account(Organisation organisation) {
        return accounts.computeIfAbsent(organisation, ignored -> new FakeAccount(openingBalance));
    }

    /// The reporter for the code under test.
    public UsageReporter reporter() {
        return reporter;
    }

    /// The client for the code under test.
    public CreditsClient client() {
        return client;
    }

    /// Makes the next batch of reports fail.
    ///
    /// @param outcome [Outcome#retry] or [Outcome#rejected]
    public synchronized void failNextSend(Outcome outcome) {
        sinkFailures.add(outcome);
    }

    /// Makes the next `times` API requests fail.
    public synchronized void failNextCalls(CallFailure failure, int times) {
        for (int i = 0; i < times; i++) callFailures.add(failure);
    }

    /// All lines that were received and booked, in order of arrival. Waits for pending ones.
    public List<ReceivedLine> receivedLines() {
        awaitArrival();
        synchronized (this) {
            return bookedReports.stream()
                    .flatMap(report -> FakeApi.parseLines(report).stream())
                    .toList();
        }
    }

    /// The reports that were received but not booked, because an operation had no price. In production they go to the
    /// invalid-usage queue, and an operator is alerted. Waits for pending ones.
    public List<ReportMessage> invalidReports() {
        awaitArrival();
        synchronized (this) {
            return List.copyOf(invalidReports);
        }
    }

    private void awaitArrival() {
        if (!reporter.flush(FLUSH_TIMEOUT))
            throw new IllegalStateException("Not all lines were received within 30 seconds.");
    }

    /// The reports that could not be delivered.
    public synchronized List<ReportMessage> unsentReports() {
        return List.copyOf(unsentReports);
    }

    @Override
    public synchronized List<Outcome> send(List<ReportMessage> batch) {
        var outcomes = new ArrayList<Outcome>();
        var failure = Optional.ofNullable(sinkFailures.poll());
        for (var report : batch) {
            outcomes.add(failure.orElseGet(Outcome::accepted));
            if (failure.isPresent() || bookedReports.contains(report) || invalidReports.contains(report)) continue;
            (api.book(report) ? bookedReports : invalidReports).add(report);
        }
        return outcomes;
    }

    @Override
    public synchronized ApiResponse send(ApiRequest request, Duration timeout) throws IOException {
        var failure = callFailures.poll();
        if (failure == null) return respond(request);
        return switch (failure) {
            case TOO_MANY_REQUESTS -> new ApiResponse(429, Optional.of(Duration.ZERO), "");
            case UNAVAILABLE -> new ApiResponse(503, Optional.empty(), "");
            case INVALID_RESPONSE -> new ApiResponse(200, Optional.empty(), "<html>");
            case REQUEST_LOST -> throw new IOException("request lost, as requested by the test");
            case RESPONSE_LOST -> {
                var lost = respond(request);
                throw new IOException("response lost, as requested by the test: " + lost.status());
            }
        };
    }

    private ApiResponse respond(ApiRequest request) {
        if (!request.target().equals("/v1/usage_reports")) return api.respond(request);
        var verdicts = FakeApi.parseReports(request.body().orElseThrow()).stream()
                .map(this::verdict)
                .collect(joining(",", "{\"data\":[", "]}"));
        return new ApiResponse(200, Optional.empty(), verdicts);
    }

    private String verdict(ReportMessage report) {
        var verdict = JsonValue.newObject().put("id", report.id());
        if (bookedReports.contains(report))
            return verdict.put("status", "already_booked").toJson();
        if (api.book(report)) {
            bookedReports.add(report);
            return verdict.put("status", "booked").toJson();
        }
        return verdict.put("status", "invalid")
                .put("reason_code", "unpriced_operation")
                .put("reason_detail", "an operation has no price")
                .toJson();
    }

    @Override
    public void close() {
        reporter.close();
    }
}
