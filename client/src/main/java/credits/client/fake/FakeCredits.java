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

/// The service in memory: accounts, prices, what arrived, and failures on request. Give [#usage] and [#credits],
/// which are the real classes, to the code under test.
///
/// ```java
/// var fake = new FakeCredits("10.00").price("translation.document", "0.002");
/// fake.account(new Organisation("org_acme")).allowedLimit("5.00");
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

    /// Every organisation starts with `balance` in EUR, and without a limit.
    public FakeCredits(String balance) {
        this.opening = new BigDecimal(balance);
        this.credits = Credits.over(this, new Patience(Duration.ofMillis(500), Duration.ofSeconds(1)));
        var settings = UsageSettings.of("/fake").linger(Duration.ofMillis(1));
        this.usage = Usage.to(this, (report, reason, detail) -> keep(report), settings);
    }

    private synchronized void keep(Report report) {
        unsent.add(report);
    }

    /// Sets the price of one thing. Operations without a price are refused, and reports with one are [#invalid], as in
    /// reality.
    public FakeCredits price(String operation, String eur) {
        prices.put(operation, new BigDecimal(eur));
        return this;
    }

    /// The account of an organisation, opened when it is first asked for.
    public FakeAccount account(Organisation organisation) {
        return accounts.computeIfAbsent(organisation, ignored -> new FakeAccount(opening));
    }

    /// What the code under test reports with.
    public Usage usage() {
        return usage;
    }

    /// What the code under test asks.
    public Credits credits() {
        return credits;
    }

    /// Lets the next request to the queue fail for all its reports.
    ///
    /// @param outcome [Outcome#later] or [Outcome#never]
    public synchronized void failNextSend(Outcome outcome) {
        sendFailures.add(outcome);
    }

    /// Lets the next `times` calls go wrong.
    public synchronized void failNextCalls(CallFailure failure, int times) {
        for (int i = 0; i < times; i++) callFailures.add(failure);
    }

    /// All lines that were recorded and booked, in the order in which they arrived. Waits for those under way.
    public List<RecordedLine> lines() throws InterruptedException {
        awaitArrival();
        synchronized (this) {
            return reports.stream()
                    .flatMap(report -> FakeApi.lines(report).stream())
                    .toList();
        }
    }

    /// The reports that arrived and of which nothing is booked, for a line whose operation has no price. In reality
    /// they are set aside and an operator is called. Waits for those under way.
    public List<Report> invalid() throws InterruptedException {
        awaitArrival();
        synchronized (this) {
            return List.copyOf(invalid);
        }
    }

    private void awaitArrival() throws InterruptedException {
        if (!usage.flush(SOON)) throw new IllegalStateException("not all lines arrived");
    }

    /// The reports that the code under test's lines were in and that were given up.
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
            case CALL_LOST -> throw new IOException("the call was lost, as the test wanted");
            case ANSWER_LOST -> {
                var lost = api.answer(call);
                throw new IOException("the answer was lost, as the test wanted: " + lost.status());
            }
        };
    }

    @Override
    public void close() {
        usage.close();
    }
}
