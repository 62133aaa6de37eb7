package credits.function.debit;

import credits.account.command.BookReports.Verdict;
import credits.account.command.BookReports.Verdict.Booked;
import credits.account.command.BookReports.Verdict.Refused;
import credits.event.SqsBatch.SqsMessage;
import credits.event.UsageMessage;
import credits.event.UsageProducers;
import credits.identity.OrganisationId;
import credits.ledger.Ledger;
import credits.pricing.store.PriceCache;
import credits.retry.RetryPolicy;
import credits.retry.ServiceUnavailableException;
import credits.usage.store.UsageLedger;
import credits.usage.store.UsageLedger.SentReport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;

/// Settles the messages of one message group, which belong to one organisation: books valid reports in as few commits
/// as possible, and sends the others to the invalid-usage queue.
final class UsageBooker {
    private final UsageProducers producers;
    private final UsageLedger usageLedger;
    private final InvalidUsageQueue invalidUsageQueue;
    private final Function<Duration, RetryPolicy> retryPolicies;

    /// @param retryPolicies the retries of one commit within a time
    /// @param clock tells which months are over
    UsageBooker(
            UsageProducers producers,
            Ledger ledger,
            PriceCache priceCache,
            InvalidUsageQueue invalidUsageQueue,
            Function<Duration, RetryPolicy> retryPolicies,
            InstantSource clock) {
        this.producers = producers;
        this.usageLedger = new UsageLedger(ledger, priceCache, clock);
        this.invalidUsageQueue = invalidUsageQueue;
        this.retryPolicies = retryPolicies;
    }

    /// The sources whose usage an alarm watches.
    Set<String> watchedSources() {
        return producers.sources();
    }

    /// Settles `messages` and returns the ids of those to retry: all from the first that met a fault, which preserves
    /// the order of the group.
    ///
    /// A report that was booked after the faulty one stays booked; its redelivery is recognised as a duplicate.
    ///
    /// @param budget the time to repeat a commit in while other writers are faster
    List<String> process(String group, List<SqsMessage> messages, Duration budget, DebitLog debitLog) {
        var verdicts = decide(group, messages, budget, debitLog);
        for (int i = 0; i < messages.size(); i++) {
            var message = messages.get(i);
            var verdict = Optional.ofNullable(verdicts.get(message.id()));
            if (verdict.isEmpty() || !trySendToInvalidQueue(message, verdict.get(), debitLog)) {
                var failed = messages.subList(i, messages.size());
                failed.forEach(debitLog::willRetry);
                return failed.stream().map(SqsMessage::id).toList();
            }
            debitLog.decided(message, verdict.get());
        }
        return List.of();
    }

    private boolean trySendToInvalidQueue(SqsMessage message, Verdict verdict, DebitLog debitLog) {
        if (!(verdict instanceof Refused(var rejection))) return true;
        try {
            invalidUsageQueue.send(message, rejection);
            return true;
        } catch (ServiceUnavailableException e) {
            debitLog.fault(message.groupId(), e);
            return false;
        }
    }

    // The verdict on each message. A message without one met a fault.
    private Map<String, Verdict> decide(String group, List<SqsMessage> messages, Duration budget, DebitLog debitLog) {
        var verdicts = new HashMap<String, Verdict>();
        var reports = new LinkedHashMap<String, SentReport>();
        for (var message : messages) {
            switch (UsageMessage.parse(message.body(), group)) {
                case UsageMessage.Valid(var report) ->
                    producers
                            .reject(message.principal(), report)
                            .ifPresentOrElse(
                                    why -> verdicts.put(message.id(), new Refused(why)),
                                    () -> reports.put(message.id(), new SentReport(report, message.sentAt())));
                case UsageMessage.Invalid(var why) -> verdicts.put(message.id(), new Refused(why));
            }
        }
        try {
            if (!reports.isEmpty()) book(new OrganisationId(group), reports, budget, verdicts, debitLog);
        } catch (RuntimeException e) {
            // A fault of one account must not delay the other organisations in the batch.
            debitLog.fault(group, e);
        }
        return verdicts;
    }

    private void book(
            OrganisationId organisation,
            SequencedMap<String, SentReport> reports,
            Duration budget,
            Map<String, Verdict> verdicts,
            DebitLog debitLog) {
        var ids = reports.keySet().iterator();
        usageLedger.book(
                organisation, List.copyOf(reports.values()), retryPolicies.apply(budget), (report, verdict) -> {
                    verdicts.put(ids.next(), verdict);
                    if (verdict instanceof Booked) debitLog.measure(report);
                });
    }
}
