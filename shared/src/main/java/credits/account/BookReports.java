package credits.account;

import credits.account.Command.Step.Answered;
import credits.account.Command.Step.Append;
import credits.identity.UniqueId;
import credits.usage.Submission;
import credits.usage.Unbookable;
import credits.usage.Unbookable.Reason;
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
/// @param submissions at least one report
public record BookReports(List<Submission> submissions) implements Command<List<BookReports.Verdict>> {
    public BookReports {
        submissions = List.copyOf(submissions);
    }

    /// The outcome for one report.
    public sealed interface Verdict {
        /// The report has been booked by this call.
        ///
        /// @param debited the number of lines that were debited
        /// @param uncovered the number of lines that did not fit
        record Booked(int debited, int uncovered) implements Verdict {}

        /// The report was booked before; nothing changed.
        record AlreadyBooked() implements Verdict {}

        /// The report can never be booked; nothing changed.
        record Refused(Unbookable why) implements Verdict {}
    }

    @Override
    public List<UniqueId> ids() {
        return submissions.stream().map(Submission::id).toList();
    }

    @Override
    public Step<List<Verdict>> on(Account account, Seen seen) {
        var verdicts = new ArrayList<Verdict>(submissions.size());
        var posting = new Posting(account);
        var placedHere = new HashMap<UniqueId, Long>();
        for (var submission : submissions) {
            var known = verdict(submission, seen, placedHere);
            if (known.isPresent()) {
                verdicts.add(known.get());
                continue;
            }
            if (!posting.books(submission)) break;
            placedHere.put(submission.id(), submission.contents());
            verdicts.add(posting.verdict());
        }
        return posting.isEmpty() ? new Answered<>(verdicts) : new Append<>(posting.end(), verdicts);
    }

    // Look for an earlier booking before validating: a booked report that is redriven after weeks is not "too old".
    private static Optional<Verdict> verdict(Submission submission, Seen seen, Map<UniqueId, Long> placedHere) {
        var placed = Optional.ofNullable(placedHere.get(submission.id()))
                .or(() -> seen.find(submission.id()).map(Known::contents));
        if (placed.isEmpty()) return submission.fault().map(Verdict.Refused::new);
        if (placed.get() == submission.contents()) return Optional.of(new Verdict.AlreadyBooked());
        return Optional.of(new Verdict.Refused(new Unbookable(
                Reason.CONFLICTING_REPORT, "id: " + submission.id() + " is booked with other contents")));
    }
}
