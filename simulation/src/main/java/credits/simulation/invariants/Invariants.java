package credits.simulation.invariants;

import credits.account.Account;
import credits.account.command.AccountChange.Kind;
import credits.account.command.AccountCommand;
import credits.account.command.AdjustCredits;
import credits.account.command.AuthorizeUsage;
import credits.account.command.BookReports;
import credits.account.command.CaptureHold;
import credits.account.command.RefuseOverpricedUsage;
import credits.account.command.ReleaseHold;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.Segment;
import credits.ledger.verification.ChainReplay;
import credits.usage.PricedReport;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;

/// Checks what was committed against the invariants: booked once, never over the limit, sums add up, nothing lost,
/// append only, honest responses.
final class Invariants {
    private final OrganisationId organisation;
    private final ZoneId zone;
    private final List<Segment> chain;
    private final List<AnsweredCommand> responses;
    private final Map<UniqueId, Map<Long, PricedReport>> sentReports = new HashMap<>();
    private final Map<UniqueId, Map<Long, AccountCommand<?>>> sentCommands = new HashMap<>();
    private final Map<UniqueId, List<Instant>> bookingTimes = new HashMap<>();

    /// @param chain the segments of one account in the order of their commits
    /// @param responses all responses that its callers received
    Invariants(
            OrganisationId organisation,
            ZoneId zone,
            List<Segment> chain,
            List<CommandDelivery> script,
            List<AnsweredCommand> responses) {
        this.organisation = organisation;
        this.zone = zone;
        this.chain = chain;
        this.responses = responses.stream()
                .filter(answered -> answered.organisation().equals(organisation))
                .toList();
        script.stream()
                .filter(delivery -> delivery.organisation().equals(organisation))
                .forEach(delivery -> delivery.command().ifPresent(this::recordSent));
    }

    private void recordSent(AccountCommand<?> command) {
        switch (command) {
            case AdjustCredits call -> recordSent(call.key(), call.contentHash(), call);
            case AuthorizeUsage call -> recordSent(call.key(), call.contentHash(), call);
            case CaptureHold call -> recordSent(call.key(), call.contentHash(), call);
            case ReleaseHold call -> recordSent(call.key(), call.contentHash(), call);
            case RefuseOverpricedUsage call -> recordSent(call.key(), call.contentHash(), call);
            case BookReports(var reports, var now) -> reports.forEach(report -> recordSent(report, now));
            default -> {}
        }
    }

    private void recordSent(UniqueId key, long contents, AccountCommand<?> call) {
        sentCommands.computeIfAbsent(key, _ -> new HashMap<>()).putIfAbsent(contents, call);
    }

    private void recordSent(PricedReport report, Instant now) {
        bookingTimes.computeIfAbsent(report.id(), _ -> new ArrayList<>()).add(now);
        if (report.rejection().isEmpty())
            sentReports.computeIfAbsent(report.id(), _ -> new HashMap<>()).putIfAbsent(report.contentHash(), report);
    }

    void check() {
        checkAppendOnly();
        checkAudit();
        checkClosedMonths();
        var answers = new ResponseInvariants(chain, Account.open(zone), checkReferenceAccount());
        responses.forEach(answers::checkResponse);
        checkNothingLost(answers);
    }

    // Invariant 5.
    private void checkAppendOnly() {
        SdkBytes hash = Segment.NO_HASH;
        for (int i = 0; i < chain.size(); i++) {
            InvariantViolationException.check(
                    chain.get(i).number() == i,
                    "invariant 5: number of segment " + i,
                    chain.get(i).number());
            InvariantViolationException.check(
                    chain.get(i).previousHash().equals(hash), "invariant 5: hash before segment", i);
            hash = chain.get(i).hash();
        }
    }

    // The nightly audit must not report anything about a correct chain: operators stop looking at false alarms.
    private void checkAudit() {
        var replay = ChainReplay.fromStart();
        for (var segment : chain) {
            var defect = replay.follow(segment);
            InvariantViolationException.check(
                    defect.isEmpty(),
                    "invariant 5: the audit rejects " + segment.number() + " " + segment.kind(),
                    defect);
        }
    }

    // Invariant 3: a reader at the time of a decision has seen the same past months as all readers after it.
    private void checkClosedMonths() {
        var previous = Account.open(initialZone());
        for (var segment : chain) {
            InvariantViolationException.check(
                    decisionTime(previous, segment).isPresent(),
                    "invariant 3: segment " + segment.number() + " changes the past months of " + previous,
                    segment.account().pastMonths());
            previous = segment.account();
        }
    }

    private static boolean isOfMonthSeen(Account before, Account after, Instant now) {
        var seen = before.asOf(now.isAfter(after.clockTime()) ? now : after.clockTime());
        return seen.pastMonths().equals(after.pastMonths())
                && seen.currentMonth().equals(after.currentMonth());
    }

    // Which of several copies of a report was booked is unknown: one that is in the month that readers saw.
    private Optional<Instant> decisionTime(Account before, Segment segment) {
        var times = segment.kind() == Kind.USAGE
                ? bookingTimes.getOrDefault(segment.recordedIds().getFirst().id(), List.of())
                : List.of(segment.account().clockTime());
        return times.stream()
                .filter(now -> isOfMonthSeen(before, segment.account(), now))
                .findFirst();
    }

    // Invariants 2 and 3: the reference decides every line itself and compares every state.
    private Map<String, ReferenceHolds.Ending> checkReferenceAccount() {
        var reference = new ReferenceAccount(initialZone());
        var previous = Account.open(initialZone());
        for (var segment : chain) {
            var reports = new HashMap<UniqueId, PricedReport>();
            for (var recordedId : segment.recordedIds()) {
                var report = sentReports.getOrDefault(recordedId.id(), Map.of()).get(recordedId.contentHash());
                if (report != null) reports.put(recordedId.id(), report);
            }
            try {
                var call = commandOf(segment);
                var now = segment.kind() == Kind.USAGE
                        ? decisionTime(previous, segment).orElseThrow()
                        : requestTime(segment, call);
                reference.replay(segment, reports, call, now);
                previous = segment.account();
            } catch (InvariantViolationException e) {
                throw InvariantViolationException.wrap(organisation + " " + segment.number() + " " + segment.kind(), e);
            }
        }
        return reference.endings();
    }

    // An account that begins with a change of its time zone has the new one at once.
    private ZoneId initialZone() {
        if (chain.isEmpty() || chain.getFirst().kind() != Kind.TIME_ZONE) return zone;
        return chain.getFirst().account().timeZone().current();
    }

    private Optional<AccountCommand<?>> commandOf(Segment segment) {
        return switch (segment.kind()) {
            case USAGE, LIMITS, TIME_ZONE, TOP_UP, CREDIT, CLAWBACK -> Optional.empty();
            case ADJUSTMENT, AUTHORIZATION, CAPTURE, RELEASE, REFUSAL -> {
                var recordedId = segment.recordedIds().getFirst();
                yield Optional.of(InvariantViolationException.requireRecorded(
                        sentCommands.getOrDefault(recordedId.id(), Map.of()).get(recordedId.contentHash()),
                        recordedId));
            }
        };
    }

    private static Instant requestTime(Segment segment, Optional<AccountCommand<?>> call) {
        if (segment.kind() == Kind.LIMITS)
            return segment.account().limits().lastChange().orElseThrow().changedAt();
        return switch (call.orElse(null)) {
            case AdjustCredits made -> made.now();
            case AuthorizeUsage made -> made.now();
            case CaptureHold made -> made.now();
            case ReleaseHold made -> made.now();
            case RefuseOverpricedUsage made -> made.now();
            case null, default -> segment.accountingTime();
        };
    }

    // Invariants 1 and 4: everything that was sent and could be booked is booked, with one of the contents sent
    // under its id.
    private void checkNothingLost(ResponseInvariants responses) {
        sentReports.forEach((id, contents) -> {
            var recordedId = responses.findRecorded(id);
            InvariantViolationException.check(
                    recordedId.isPresent(), "invariant 4: sent and acknowledged, but not in the ledger", id);
            boolean asSent =
                    contents.containsKey(recordedId.orElseThrow().contentHash()) || sentCommands.containsKey(id);
            InvariantViolationException.check(
                    asSent, "invariant 4: in the ledger with contents that nobody sent", recordedId);
        });
        sentCommands.forEach((key, calls) -> {
            boolean adjusts = calls.values().stream()
                    .anyMatch(call -> call instanceof AdjustCredits made && !isKeyOutOfTime(made));
            InvariantViolationException.check(
                    !adjusts || responses.findRecorded(key).isPresent(), "invariant 4: adjustment lost", calls);
        });
    }

    private static boolean isKeyOutOfTime(AdjustCredits adjustment) {
        long age = adjustment.now().toEpochMilli() - adjustment.key().timestampMillis();
        return age < -300_000 || age > 35 * 86_400_000L;
    }
}
