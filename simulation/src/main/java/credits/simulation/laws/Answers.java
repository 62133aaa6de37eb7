package credits.simulation.laws;

import credits.account.Account;
import credits.account.Adjust;
import credits.account.Authorize;
import credits.account.BookReports;
import credits.account.BookReports.Verdict;
import credits.account.Capture;
import credits.account.ChangeLimits;
import credits.account.ChangeTimeZone;
import credits.account.ClosedHold;
import credits.account.Decision;
import credits.account.Placed;
import credits.account.Release;
import credits.account.Reply;
import credits.account.TimeZone;
import credits.identity.AuthorizationId;
import credits.identity.UniqueId;
import credits.ledger.Segment;
import credits.usage.BookedLine;
import credits.usage.Submission;
import credits.usage.Unbookable.Reason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Invariant 7, honest responses: every response is true of the chain at some moment between request and response, and
/// at most one caller is told that its request made a change.
final class Answers {
    private final List<Segment> chain;
    private final Account opened;
    private final Map<UniqueId, Placed> placed = new HashMap<>();
    private final Map<UniqueId, Integer> placedIn = new HashMap<>();
    private final Set<UniqueId> toldBooked = new HashSet<>();

    Answers(List<Segment> chain, Account opened) {
        this.chain = chain;
        this.opened = opened;
        for (int i = 0; i < chain.size(); i++) {
            for (var each : chain.get(i).placed()) {
                Violation.unless(placed.put(each.id(), each) == null, "invariant 1: recorded twice", each);
                placedIn.put(each.id(), i);
            }
        }
    }

    Optional<Placed> placed(UniqueId id) {
        return Optional.ofNullable(placed.get(id));
    }

    void check(Call call) {
        switch (call.command()) {
            case BookReports book -> checkVerdicts(book, (List<?>) call.answer(), call);
            case ChangeLimits change -> checkLimits(change, (ChangeLimits.Outcome) call.answer(), call);
            case Authorize made -> checkReply(made.key(), made.contents(), (Reply) call.answer(), call);
            case Capture made -> checkReply(made.key(), made.contents(), (Reply) call.answer(), call);
            case Release made -> checkReply(made.key(), made.contents(), (Reply) call.answer(), call);
            case Adjust adjust -> checkAdjusted(adjust, (Adjust.Outcome) call.answer(), call);
            case ChangeTimeZone change -> checkZone(change, (TimeZone) call.answer(), call);
            default -> throw new IllegalStateException("not supported by the simulation: " + call.command());
        }
    }

    private void checkVerdicts(BookReports book, List<?> verdicts, Call call) {
        Violation.unless(!verdicts.isEmpty(), "a call without a result", call);
        for (int i = 0; i < verdicts.size(); i++) {
            var submission = book.submissions().get(i);
            switch ((Verdict) verdicts.get(i)) {
                case Verdict.Booked booked -> checkBooked(submission, booked, call);
                case Verdict.AlreadyBooked _ -> mustBeThere(submission.id(), contents(submission)::equals, call);
                case Verdict.Refused(var why)
                when why.reason() == Reason.CONFLICTING_REPORT ->
                    mustBeThere(submission.id(), there -> there != submission.contents(), call);
                case Verdict.Refused _ -> {
                    boolean bookedBefore = isThere(submission.id(), call.before());
                    Violation.unless(!bookedBefore, "invariant 7: rejected although booked before", call);
                    Violation.unless(submission.fault().isPresent(), "rejected without a fault", call);
                }
            }
        }
    }

    private static Long contents(Submission submission) {
        return submission.contents();
    }

    private void checkBooked(Submission submission, Verdict.Booked told, Call call) {
        mustBeThere(submission.id(), contents(submission)::equals, call);
        int position = placedIn.getOrDefault(submission.id(), -1);
        Violation.unless(position >= call.before(), "invariant 7: reported as booked now, but booked before", call);
        Violation.unless(toldBooked.add(submission.id()), "invariant 1: two callers were told that they booked", call);
        var report = chain.get(position).reports().stream()
                .filter(each -> each.id().equals(submission.id()))
                .findFirst()
                .orElseThrow();
        long debited = report.lines().stream().filter(BookedLine::debited).count();
        Violation.unless(told.debited() == debited, "invariant 7: lines debited", call);
        Violation.unless(told.uncovered() == report.lines().size() - debited, "invariant 7: lines uncovered", call);
    }

    private void mustBeThere(UniqueId id, Predicate<Long> contents, Call call) {
        Violation.unless(isThere(id, call.after()), "invariant 7: reported as known, but not in the ledger", call);
        Violation.unless(
                contents.test(Violation.ifMissing(placed.get(id), id).contents()),
                "invariant 7: contents under this id",
                call);
    }

    private boolean isThere(UniqueId id, int segments) {
        return placedIn.getOrDefault(id, Integer.MAX_VALUE) < segments;
    }

    private void checkLimits(ChangeLimits change, ChangeLimits.Outcome outcome, Call call) {
        boolean honest = anyState(call, account -> switch (outcome) {
            case ChangeLimits.Outcome.InForce(var limits) ->
                account.limits().equals(limits)
                        && limits.alertThreshold().equals(change.alertThreshold())
                        && limits.allowedLimit().equals(change.allowedLimit());
            case ChangeLimits.Outcome.Stale(var limits) ->
                account.limits().equals(limits)
                        && change.basedOn().isPresent()
                        && change.basedOn().get() != limits.version();
        });
        Violation.unless(honest, "invariant 7: limits that the account never had", call);
    }

    private void checkAdjusted(Adjust adjust, Adjust.Outcome outcome, Call call) {
        if (outcome == Adjust.Outcome.KEY_IN_FUTURE) {
            Violation.unless(
                    !isThere(adjust.key(), call.before()), "invariant 7: rejected although adjusted before", call);
            return;
        }
        boolean done = outcome == Adjust.Outcome.ADJUSTED || outcome == Adjust.Outcome.ALREADY_ADJUSTED;
        mustBeThere(adjust.key(), there -> (there == adjust.contents()) == done, call);
    }

    private void checkReply(UniqueId key, long contents, Reply reply, Call call) {
        switch (reply) {
            case Reply.Decided(var change) -> {
                mustBeThere(key, there -> there == contents, call);
                int position = placedIn.getOrDefault(key, -1);
                Violation.unless(
                        position >= call.before(), "invariant 7: reported as decided now, but decided before", call);
                Violation.unless(toldBooked.add(key), "invariant 1: two callers were told that they decided", call);
                var written = chain.get(position).change();
                boolean same = Decision.of(change, key).equals(Decision.of(written, key))
                        && written.account().equals(change.account());
                Violation.unless(same, "invariant 7: a decision other than the one in the ledger", call);
            }
            case Reply.Before(long segment) -> {
                mustBeThere(key, there -> there == contents, call);
                Violation.unless(placedIn.getOrDefault(key, -1) == segment, "invariant 7: another segment", call);
            }
            case Reply.Conflict() -> mustBeThere(key, there -> there != contents, call);
            case Reply.KeyInFuture() ->
                Violation.unless(!isThere(key, call.before()), "invariant 7: rejected although decided before", call);
            case Reply.Unknown() ->
                Violation.unless(
                        openedBy(call) >= call.before(), "invariant 7: an existing hold reported as unknown", call);
            case Reply.Ended(var how) ->
                Violation.unless(ended(how, call), "invariant 7: a hold that did not end this way", call);
            case Reply.OutOfRange(), Reply.TooManyRefusals() -> {}
        }
    }

    private static AuthorizationId settles(Call call) {
        return switch (call.command()) {
            case Capture capture -> capture.authorization();
            case Release release -> release.authorization();
            default -> throw new IllegalStateException("settles nothing: " + call);
        };
    }

    private int openedBy(Call call) {
        for (int i = 0; i < chain.size(); i++) {
            if (chain.get(i).account().holds().find(settles(call)).isPresent()) return i;
        }
        return Integer.MAX_VALUE;
    }

    private boolean ended(ClosedHold.Ending how, Call call) {
        return chain.subList(0, call.after()).stream()
                .anyMatch(segment -> segment.account()
                        .holds()
                        .ending(settles(call))
                        .filter(how::equals)
                        .isPresent());
    }

    private void checkZone(ChangeTimeZone change, TimeZone told, Call call) {
        boolean wanted = told.next().orElse(told.current()).equals(change.zone());
        Violation.unless(
                wanted && anyState(call, account -> account.zone().equals(told)), "invariant 7: time zone", call);
    }

    private boolean anyState(Call call, Predicate<Account> holds) {
        for (int segments = call.before(); segments <= call.after(); segments++) {
            if (holds.test(segments == 0 ? opened : chain.get(segments - 1).account())) return true;
        }
        return false;
    }
}
