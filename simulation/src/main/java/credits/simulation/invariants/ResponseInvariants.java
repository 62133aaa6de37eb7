package credits.simulation.invariants;

import credits.account.Account;
import credits.account.AccountTimeZone;
import credits.account.ClosedHold;
import credits.account.command.AccountChange;
import credits.account.command.AdjustCredits;
import credits.account.command.AuthorizationCommand;
import credits.account.command.AuthorizationReply;
import credits.account.command.BookReports;
import credits.account.command.BookReports.Verdict;
import credits.account.command.ChangeLimits;
import credits.account.command.ChangeTimeZone;
import credits.account.command.RecordedAuthorizationResult;
import credits.account.command.RecordedId;
import credits.identity.UniqueId;
import credits.ledger.Segment;
import credits.usage.BookedLine;
import credits.usage.PricedReport;
import credits.usage.ReportRejection.RejectionReason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Invariant 7, honest responses: every response is true of the chain at some moment between request and response, and
/// at most one caller is told that its request made a change.
final class ResponseInvariants {
    private static final int MAX_REFUSALS = 5;

    private final List<Segment> chain;
    private final Account initialAccount;
    private final Map<String, ReferenceHolds.Ending> endings;
    private final Map<UniqueId, RecordedId> recorded = new HashMap<>();
    private final Map<UniqueId, Integer> segmentOf = new HashMap<>();
    private final Set<UniqueId> claimedIds = new HashSet<>();

    /// @param endings how each hold ended, as the reference account knows it
    ResponseInvariants(List<Segment> chain, Account initialAccount, Map<String, ReferenceHolds.Ending> endings) {
        this.chain = chain;
        this.endings = endings;
        this.initialAccount = initialAccount;
        for (int i = 0; i < chain.size(); i++) {
            for (var each : chain.get(i).recordedIds()) {
                InvariantViolationException.check(
                        recorded.put(each.id(), each) == null, "invariant 1: recorded twice", each);
                segmentOf.put(each.id(), i);
            }
        }
    }

    Optional<RecordedId> findRecorded(UniqueId id) {
        return Optional.ofNullable(recorded.get(id));
    }

    void checkResponse(AnsweredCommand answered) {
        switch (answered.command()) {
            case BookReports book -> checkVerdicts(book, (List<?>) answered.response(), answered);
            case ChangeLimits change -> checkLimits(change, (ChangeLimits.Outcome) answered.response(), answered);
            case AuthorizationCommand made ->
                checkReply(made.key(), made.contentHash(), (AuthorizationReply) answered.response(), answered);
            case AdjustCredits adjustment ->
                checkAdjusted(adjustment, (AdjustCredits.Outcome) answered.response(), answered);
            case ChangeTimeZone change -> checkTimeZone(change, (AccountTimeZone) answered.response(), answered);
            default -> throw new IllegalStateException("not supported by the simulation: " + answered.command());
        }
    }

    private void checkVerdicts(BookReports book, List<?> verdicts, AnsweredCommand answered) {
        InvariantViolationException.check(!verdicts.isEmpty(), "a call without a result", answered);
        for (int i = 0; i < verdicts.size(); i++) {
            var report = book.reports().get(i);
            switch ((Verdict) verdicts.get(i)) {
                case Verdict.Booked booked -> checkBooked(report, booked, answered);
                case Verdict.AlreadyBooked _ -> checkRecorded(report.id(), contentHash(report)::equals, answered);
                case Verdict.Refused(var why)
                when why.reason() == RejectionReason.CONFLICTING_REPORT ->
                    checkRecorded(report.id(), there -> there != report.contentHash(), answered);
                case Verdict.Refused _ -> {
                    boolean bookedBefore = isRecorded(report.id(), answered.segmentsBefore());
                    InvariantViolationException.check(
                            !bookedBefore, "invariant 7: rejected although booked before", answered);
                    InvariantViolationException.check(
                            report.rejection().isPresent(), "rejected without a fault", answered);
                }
            }
        }
    }

    private static Long contentHash(PricedReport report) {
        return report.contentHash();
    }

    private void checkBooked(PricedReport submission, Verdict.Booked told, AnsweredCommand answered) {
        checkRecorded(submission.id(), contentHash(submission)::equals, answered);
        int position = segmentOf.getOrDefault(submission.id(), -1);
        InvariantViolationException.check(
                position >= answered.segmentsBefore(),
                "invariant 7: reported as booked now, but booked before",
                answered);
        InvariantViolationException.check(
                claimedIds.add(submission.id()), "invariant 1: two callers were told that they booked", answered);
        var report = chain.get(position).reports().stream()
                .filter(each -> each.id().equals(submission.id()))
                .findFirst()
                .orElseThrow();
        long debited = report.lines().stream().filter(BookedLine::isDebited).count();
        InvariantViolationException.check(told.debitedLines() == debited, "invariant 7: lines debited", answered);
        InvariantViolationException.check(
                told.uncoveredLines() == report.lines().size() - debited, "invariant 7: lines uncovered", answered);
    }

    private void checkRecorded(UniqueId id, Predicate<Long> contents, AnsweredCommand answered) {
        InvariantViolationException.check(
                isRecorded(id, answered.segmentsAfter()),
                "invariant 7: reported as known, but not in the ledger",
                answered);
        InvariantViolationException.check(
                contents.test(InvariantViolationException.requireRecorded(recorded.get(id), id)
                        .contentHash()),
                "invariant 7: contents under this id",
                answered);
    }

    private boolean isRecorded(UniqueId id, int segments) {
        return segmentOf.getOrDefault(id, Integer.MAX_VALUE) < segments;
    }

    private void checkLimits(ChangeLimits change, ChangeLimits.Outcome outcome, AnsweredCommand answered) {
        boolean isTrue = anyStateMatches(answered, account -> switch (outcome) {
            case ChangeLimits.Outcome.Applied(var limits) ->
                account.limits().equals(limits)
                        && limits.alerts().equals(change.alerts().orderedUnder(change.allowedLimit()))
                        && limits.allowedLimit().equals(change.allowedLimit());
            case ChangeLimits.Outcome.Stale(var limits) ->
                account.limits().equals(limits)
                        && change.expectedVersion().isPresent()
                        && change.expectedVersion().get() != limits.version();
        });
        InvariantViolationException.check(isTrue, "invariant 7: limits that the account never had", answered);
    }

    private void checkAdjusted(AdjustCredits adjustment, AdjustCredits.Outcome outcome, AnsweredCommand answered) {
        if (outcome == AdjustCredits.Outcome.KEY_IN_FUTURE || outcome == AdjustCredits.Outcome.KEY_TOO_OLD) {
            InvariantViolationException.check(
                    !isRecorded(adjustment.key(), answered.segmentsBefore()),
                    "invariant 7: rejected although adjusted before",
                    answered);
            return;
        }
        boolean done = outcome == AdjustCredits.Outcome.ADJUSTED || outcome == AdjustCredits.Outcome.ALREADY_ADJUSTED;
        checkRecorded(adjustment.key(), there -> (there == adjustment.contentHash()) == done, answered);
    }

    private void checkReply(UniqueId key, long contents, AuthorizationReply reply, AnsweredCommand answered) {
        switch (reply) {
            case AuthorizationReply.Decided(var change) -> {
                checkRecorded(key, there -> there == contents, answered);
                int position = segmentOf.getOrDefault(key, -1);
                InvariantViolationException.check(
                        position >= answered.segmentsBefore(),
                        "invariant 7: reported as decided now, but decided before",
                        answered);
                InvariantViolationException.check(
                        HoldSettlement.of(answered.command())
                                .filter(settlement -> firstSegmentWithHold(settlement) > chain.size())
                                .isEmpty(),
                        "invariant 7: a feature settled a hold of another",
                        answered);
                InvariantViolationException.check(
                        claimedIds.add(key), "invariant 1: two callers were told that they decided", answered);
                checkWritten(change, key, answered);
            }
            case AuthorizationReply.DecidedByAnother(var change) -> {
                checkRecorded(key, there -> there == contents, answered);
                checkWritten(change, key, answered);
            }
            case AuthorizationReply.AlreadyDecided(long segment) -> {
                checkRecorded(key, there -> there == contents, answered);
                InvariantViolationException.check(
                        segmentOf.getOrDefault(key, -1) == segment, "invariant 7: another segment", answered);
            }
            case AuthorizationReply.Conflict() -> checkRecorded(key, there -> there != contents, answered);
            case AuthorizationReply.KeyInFuture(), AuthorizationReply.KeyTooOld() ->
                InvariantViolationException.check(
                        !isRecorded(key, answered.segmentsBefore()),
                        "invariant 7: rejected although decided before",
                        answered);
            case AuthorizationReply.UnknownHold() ->
                InvariantViolationException.check(
                        firstSegmentWithHold(settlementOf(answered)) >= answered.segmentsBefore(),
                        "invariant 7: an existing hold reported as unknown",
                        answered);
            case AuthorizationReply.HoldClosed(var how) ->
                InvariantViolationException.check(
                        hasOutcome(how, answered), "invariant 7: a hold that did not end this way", answered);
            case AuthorizationReply.TooManyRefusals() ->
                InvariantViolationException.check(
                        anyStateMatches(answered, account -> account.holds().refusalsThisSecond() == MAX_REFUSALS),
                        "invariant 7: left undecided, though fewer calls were refused",
                        answered);
        }
    }

    private void checkWritten(AccountChange change, UniqueId key, AnsweredCommand answered) {
        var written = chain.get(segmentOf.getOrDefault(key, -1)).toChange();
        boolean same =
                RecordedAuthorizationResult.from(change, key).equals(RecordedAuthorizationResult.from(written, key))
                        && written.account().equals(change.account());
        InvariantViolationException.check(same, "invariant 7: a decision other than the one in the ledger", answered);
    }

    private int firstSegmentWithHold(HoldSettlement settlement) {
        for (int i = 0; i < chain.size(); i++) {
            if (settlement.isPossible(chain.get(i).account())) return i;
        }
        return Integer.MAX_VALUE;
    }

    private static HoldSettlement settlementOf(AnsweredCommand answered) {
        return HoldSettlement.of(answered.command()).orElseThrow();
    }

    private boolean hasOutcome(ClosedHold.HoldOutcome how, AnsweredCommand answered) {
        var ending = endings.get(settlementOf(answered).hold().value());
        return ending != null && ending.outcome() == how && ending.segment() < answered.segmentsAfter();
    }

    private void checkTimeZone(ChangeTimeZone change, AccountTimeZone told, AnsweredCommand answered) {
        boolean wanted = told.next().orElse(told.current()).equals(change.newZone());
        InvariantViolationException.check(
                wanted
                        && anyStateMatches(
                                answered, account -> account.timeZone().equals(told)),
                "invariant 7: time zone",
                answered);
    }

    private boolean anyStateMatches(AnsweredCommand answered, Predicate<Account> holds) {
        for (int segments = answered.segmentsBefore(); segments <= answered.segmentsAfter(); segments++) {
            if (holds.test(
                    segments == 0 ? initialAccount : chain.get(segments - 1).account())) return true;
        }
        return false;
    }
}
