package credits.function.debit;

import credits.account.BookReports;
import credits.account.BookReports.Verdict;
import credits.account.BookReports.Verdict.Refused;
import credits.identity.OrganisationId;
import credits.ledger.Ledger;
import credits.ledger.Prices;
import credits.ledger.Unavailable;
import credits.usage.Submission;
import credits.usage.UsageReport;
import credits.wire.SqsBatch.Message;
import credits.wire.UsageMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Settles the messages of one message group, which belong to one organisation: books valid reports in as few commits
/// as possible, and sends the others to the invalid-usage queue.
final class Intake {
    private final Ledger ledger;
    private final Prices prices;
    private final InvalidUsage invalidUsage;

    Intake(Ledger ledger, Prices prices, InvalidUsage invalidUsage) {
        this.ledger = ledger;
        this.prices = prices;
        this.invalidUsage = invalidUsage;
    }

    /// Settles `messages` and returns the ids of those to retry: all from the first that met a fault, which preserves
    /// the order of the group.
    ///
    /// A report that was booked after the faulty one stays booked; its redelivery is recognised as a duplicate.
    List<String> settle(String group, List<Message> messages, Log log) {
        var verdicts = verdicts(group, messages, log);
        for (int i = 0; i < messages.size(); i++) {
            var message = messages.get(i);
            var verdict = Optional.ofNullable(verdicts.get(message.id()));
            if (verdict.isEmpty() || !isPutAside(message, verdict.get(), log)) {
                var unsettled = messages.subList(i, messages.size());
                unsettled.forEach(log::comesAgain);
                return unsettled.stream().map(Message::id).toList();
            }
            log.settled(message, verdict.get());
        }
        return List.of();
    }

    private boolean isPutAside(Message message, Verdict verdict, Log log) {
        if (!(verdict instanceof Refused(var why))) return true;
        try {
            invalidUsage.put(message, why);
            return true;
        } catch (Unavailable fault) {
            log.fault(message.groupId(), fault);
            return false;
        }
    }

    /// A report and the message that it arrived in.
    private record Sent(Message message, UsageReport report) {}

    // The verdict on each message. A message without one met a fault.
    private Map<String, Verdict> verdicts(String group, List<Message> messages, Log log) {
        var verdicts = new HashMap<String, Verdict>();
        var reports = new ArrayList<Sent>();
        for (var message : messages) {
            switch (UsageMessage.parse(message.body(), group)) {
                case UsageMessage.Valid(var report) -> reports.add(new Sent(message, report));
                case UsageMessage.Invalid(var why) -> verdicts.put(message.id(), new Refused(why));
            }
        }
        try {
            if (!reports.isEmpty()) book(new OrganisationId(group), reports, verdicts);
        } catch (RuntimeException fault) {
            // A fault of one account must not delay the other organisations in the batch.
            log.fault(group, fault);
        }
        return verdicts;
    }

    private void book(OrganisationId organisation, List<Sent> reports, Map<String, Verdict> verdicts) {
        var book = prices.covering(latestLine(reports));
        var submissions = reports.stream()
                .map(sent -> Submission.of(sent.report(), sent.message().sentAt(), book))
                .toList();
        for (int done = 0; done < submissions.size(); ) {
            var rest = new BookReports(submissions.subList(done, submissions.size()));
            for (var verdict : ledger.commit(organisation, rest)) {
                verdicts.put(reports.get(done++).message().id(), verdict);
            }
        }
    }

    private static Instant latestLine(List<Sent> reports) {
        return reports.stream()
                .flatMap(sent -> sent.report().lines().stream())
                .map(line -> line.at())
                .max(Instant::compareTo)
                .orElseThrow();
    }
}
