package credits.client.fake;

import credits.client.Credits;
import credits.client.Organisation;
import credits.client.Patience;
import credits.client.Report;
import credits.client.Sink;
import credits.client.Transport;
import credits.client.Usage;
import credits.client.UsageSettings;
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
/// Pass [#usage] and [#credits], which are the real classes, to the code under test.
///
/// ```java
/// var service = new FakeCreditsService("10.00").withPrice("translation.document", "0.002");
/// service.account(new Organisation("org_acme")).setAllowedLimit("5.00");
/// ```
public final class FakeCredits implements Sink, Transport, AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final BigDecimal opening;
    private final Map<String, BigDecimal> prices = new ConcurrentHashMap<>();
    private final Map<Organisation, FakeAccount> accounts = new ConcurrentHashMap<>();
    private final FakeApi api = new FakeApi(prices, this::account);
    private final Deque<Outcome> sendFailures = new ArrayDeque<>();
    private final Deque<CallFailure> callFailures = new ArrayDeque<>();
    private final List<Report> reports = new ArrayList<>();
    private final List<Report> invalid = new ArrayList<>();
    private final List<Report> unsent = new ArrayList<>();
    private final Usage usage;
    private final Credits credits;

    /// Creates a service in which every organisation starts with this balance in EUR and without a limit.
    public FakeCredits(String balance) {
        this.opening = new BigDecimal(balance);
        this.credits = Credits.over(this, new Patience(Duration.ofMillis(500), Duration.ofSeconds(1)));
        var settings = UsageSettings.of("/fake").linger(Duration.ofMillis(1));
        this.usage = Usage.to(this, (report, reason, detail) -> keep(report), settings);
    }

    private synchronized void keep(Report report) {
        unsent.add(report);
    }

    /// Sets the price of one unit of an operation, in EUR. As in production, authorizations for operations without a
    /// price are rejected, and reports that contain one are invalid (see [#invalid]).
    public FakeCredits price(String operation, String eur) {
        prices.put(operation, new BigDecimal(eur));
        return this;
    }

    /// The account of an organisation, created on first use.
    public FakeAccount account(Organisation organisation) {
        return accounts.computeIfAbsent(organisation, ignored -> new FakeAccount(opening));
    }

    /// The reporter for the code under test.
    public Usage usage() {
        return usage;
    }

    /// The client for the code under test.
    public Credits credits() {
        return credits;
    }

    /// Makes the next batch of reports fail.
    ///
    /// @param outcome [Outcome#later] or [Outcome#never]
    public synchronized void failNextSend(Outcome outcome) {
        sendFailures.add(outcome);
    }

    /// Makes the next `times` API requests fail.
    public synchronized void failNextCalls(CallFailure failure, int times) {
        for (int i = 0; i < times; i++) callFailures.add(failure);
    }

    /// All lines that were received and booked, in order of arrival. Waits for pending ones.
    public List<RecordedLine> lines() throws InterruptedException {
        awaitArrival();
        synchronized (this) {
            return reports.stream()
                    .flatMap(report -> FakeApi.lines(report).stream())
                    .toList();
        }
    }

    /// The reports that were received but not booked, because an operation had no price. In production they go to the
    /// invalid-usage queue, and an operator is alerted. Waits for pending ones.
    public List<Report> invalid() throws InterruptedException {
        awaitArrival();
        synchronized (this) {
            return List.copyOf(invalid);
        }
    }

    private void awaitArrival() throws InterruptedException {
        if (!usage.flush(SOON)) throw new IllegalStateException("Not all lines were received within 30 seconds.");
    }

    /// The reports that could not be delivered.
    public synchronized List<Report> unsent() {
        return List.copyOf(unsent);
    }

    @Override
    public synchronized List<Outcome> send(List<Report> sent) {
        var outcomes = new ArrayList<Outcome>();
        var failure = Optional.ofNullable(sendFailures.poll());
        for (var report : sent) {
            outcomes.add(failure.orElseGet(Outcome::taken));
            if (failure.isPresent() || reports.contains(report) || invalid.contains(report)) continue;
            (api.book(report) ? reports : invalid).add(report);
        }
        return outcomes;
    }

    @Override
    public synchronized Answer send(Call call, Duration atMost) throws IOException {
        var failure = callFailures.poll();
        if (failure == null) return api.answer(call);
        return switch (failure) {
            case TOO_MANY_REQUESTS -> new Answer(429, Optional.of(Duration.ZERO), "");
            case UNAVAILABLE -> new Answer(503, Optional.empty(), "");
            case GARBAGE -> new Answer(200, Optional.empty(), "<html>");
            case CALL_LOST -> throw new IOException("request lost, as requested by the test");
            case ANSWER_LOST -> {
                var lost = api.answer(call);
                throw new IOException("response lost, as requested by the test: " + lost.status());
            }
        };
    }

    @Override
    public void close() {
        usage.close();
    }
}
