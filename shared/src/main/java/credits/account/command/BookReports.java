package credits.account.command;

import credits.account.Account;
import credits.account.command.AccountCommand.Decision.Append;
import credits.account.command.AccountCommand.Decision.NoChange;
import credits.identity.UniqueId;
import credits.usage.PricedReport;
import credits.usage.ReportRejection;
import credits.usage.ReportRejection.RejectionReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Books usage reports of one organisation, in order. Each report is booked at most once, ever, and is never split
/// across segments.
///
/// The answer has one verdict for each report up to the first one that needs a new segment, so it may be shorter than
/// the list of reports. The caller continues with the rest.
///
/// @param reports at least one report
/// @param now the time of the booking by the worker's clock, which is trusted to five minutes: what is late is
///     booked in no month that is over by then
public record BookReports(List<PricedReport> reports, Instant now)
        implements AccountCommand<List<BookReports.Verdict>> {
    public BookReports {
        reports = List.copyOf(reports);
    }

    /// The outcome for one report.
    public sealed interface Verdict {
        /// The report has been booked by this call.
        ///
        /// @param debitedLines the number of lines that were debited
        /// @param uncoveredLines the number of lines that did not fit
        record Booked(int debitedLines, int uncoveredLines) implements Verdict {}

        /// The report was booked before; nothing changed.
        record AlreadyBooked() implements Verdict {}

        /// The report can never be booked; nothing changed.
        record Refused(ReportRejection rejection) implements Verdict {}
    }

    @Override
    public List<UniqueId> ids() {
        return reports.stream().map(PricedReport::id).toList();
    }

    @Override
    public Decision<List<Verdict>> decide(Account account, IdLookup lookup) {
        var verdicts = new ArrayList<Verdict>(reports.size());
        var posting = new UsagePosting(account, now, lookup);
        var bookedInBatch = new HashMap<UniqueId, Long>();
        for (var report : reports) {
            var verdict = knownVerdict(report, lookup, bookedInBatch);
            if (verdict.isPresent()) {
                verdicts.add(verdict.get());
                continue;
            }
            if (!posting.tryBook(report)) break;
            bookedInBatch.put(report.id(), report.contentHash());
            verdicts.add(posting.lastVerdict());
        }
        return posting.isEmpty() ? new NoChange<>(verdicts) : new Append<>(posting.toChange(), verdicts);
    }

    // Look for an earlier booking before validating: a booked report that is redriven after weeks is not "too old".
    private static Optional<Verdict> knownVerdict(
            PricedReport report, IdLookup lookup, Map<UniqueId, Long> bookedInBatch) {
        var bookedHash = Optional.ofNullable(bookedInBatch.get(report.id()))
                .or(() -> lookup.find(report.id()).map(RecordedIdLocation::contentHash));
        if (bookedHash.isEmpty()) return report.rejection().map(Verdict.Refused::new);
        if (bookedHash.get() == report.contentHash()) return Optional.of(new Verdict.AlreadyBooked());
        return Optional.of(new Verdict.Refused(new ReportRejection(
                RejectionReason.CONFLICTING_REPORT, "id: " + report.id() + " is already booked with other content")));
    }
}
