package credits.function.debit;

import credits.account.command.BookReports;
import credits.account.command.BookReports.Verdict;
import credits.account.command.BookReports.Verdict.Refused;
import credits.event.SqsBatch.SqsMessage;
import credits.event.UsageMessage;
import credits.identity.OrganisationId;
import credits.ledger.Ledger;
import credits.ledger.UnknownAccountException;
import credits.pricing.store.PriceCache;
import credits.retry.RetryPolicy;
import credits.retry.ServiceUnavailableException;
import credits.usage.PricedReport;
import credits.usage.ReportRejection;
import credits.usage.ReportRejection.RejectionReason;
import credits.usage.UsageReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Settles the messages of one message group, which belong to one organisation: books valid reports in as few commits
/// as possible, and sends the others to the invalid-usage queue.
final class UsageBooker {
    private final UsageProducers producers;
    private final Ledger ledger;
    private final PriceCache priceCache;
    private final InvalidUsageQueue invalidUsageQueue;
    private final Function<Duration, RetryPolicy> retryPolicies;
    private final InstantSource clock;

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
        this.ledger = ledger;
        this.priceCache = priceCache;
        this.invalidUsageQueue = invalidUsageQueue;
        this.retryPolicies = retryPolicies;
        this.clock = clock;
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

    /// A report and the message that it arrived in.
    private record ReceivedReport(SqsMessage message, UsageReport report) {}

    // The verdict on each message. A message without one met a fault.
    private Map<String, Verdict> decide(String group, List<SqsMessage> messages, Duration budget, DebitLog debitLog) {
        var verdicts = new HashMap<String, Verdict>();
        var reports = new ArrayList<ReceivedReport>();
        for (var message : messages) {
            switch (UsageMessage.parse(message.body(), group)) {
                case UsageMessage.Valid(var report) ->
                    producers
                            .reject(message.senderId(), report)
                            .ifPresentOrElse(
                                    why -> verdicts.put(message.id(), new Refused(why)),
                                    () -> reports.add(new ReceivedReport(message, report)));
                case UsageMessage.Invalid(var why) -> verdicts.put(message.id(), new Refused(why));
            }
        }
        try {
            if (!reports.isEmpty()) book(new OrganisationId(group), reports, budget, verdicts);
        } catch (UnknownAccountException e) {
            var why = new ReportRejection(RejectionReason.UNKNOWN_ORGANISATION, "subject: has no account");
            reports.forEach(report -> verdicts.put(report.message().id(), new Refused(why)));
        } catch (RuntimeException e) {
            // A fault of one account must not delay the other organisations in the batch.
            debitLog.fault(group, e);
        }
        return verdicts;
    }

    private void book(
            OrganisationId organisation, List<ReceivedReport> reports, Duration budget, Map<String, Verdict> verdicts) {
        var book = priceCache.upTo(latestLine(reports));
        var submissions = reports.stream()
                .map(receivedReport -> PricedReport.of(
                        receivedReport.report(), receivedReport.message().sentAt(), book))
                .toList();
        var retryPolicy = retryPolicies.apply(budget);
        for (int done = 0; done < submissions.size(); ) {
            var remaining = new BookReports(submissions.subList(done, submissions.size()), clock.instant());
            for (var verdict : ledger.commit(organisation, remaining, retryPolicy)) {
                verdicts.put(reports.get(done++).message().id(), verdict);
            }
        }
    }

    private static Instant latestLine(List<ReceivedReport> reports) {
        return reports.stream()
                .flatMap(receivedReport -> receivedReport.report().lines().stream())
                .map(line -> line.usedAt())
                .max(Instant::compareTo)
                .orElseThrow();
    }
}
