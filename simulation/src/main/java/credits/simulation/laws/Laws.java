package credits.simulation.laws;

import credits.account.Account;
import credits.account.Adjust;
import credits.account.Audit;
import credits.account.Authorize;
import credits.account.BookReports;
import credits.account.Capture;
import credits.account.Change.Kind;
import credits.account.Command;
import credits.account.Release;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.Segment;
import credits.usage.Submission;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;

/// Checks what was committed against the invariants: booked once, never over the limit, sums add up, nothing lost,
/// append only, honest responses.
final class Laws {
    private final OrganisationId organisation;
    private final ZoneId zone;
    private final List<Segment> chain;
    private final List<Call> calls;
    private final Map<UniqueId, Map<Long, Submission>> sent = new HashMap<>();
    private final Map<UniqueId, Map<Long, Command<?>>> called = new HashMap<>();

    /// @param chain the segments of one account in the order of their commits
    /// @param calls all responses that its callers received
    Laws(OrganisationId organisation, ZoneId zone, List<Segment> chain, List<Delivery> script, List<Call> calls) {
        this.organisation = organisation;
        this.zone = zone;
        this.chain = chain;
        this.calls = calls.stream()
                .filter(call -> call.organisation().equals(organisation))
                .toList();
        script.stream()
                .filter(delivery -> delivery.organisation().equals(organisation))
                .forEach(delivery -> delivery.command().ifPresent(this::remember));
    }

    private void remember(Command<?> command) {
        switch (command) {
            case Adjust call -> remember(call.key(), call.contents(), call);
            case Authorize call -> remember(call.key(), call.contents(), call);
            case Capture call -> remember(call.key(), call.contents(), call);
            case Release call -> remember(call.key(), call.contents(), call);
            case BookReports(var submissions) -> submissions.forEach(this::remember);
            default -> {}
        }
    }

    private void remember(UniqueId key, long contents, Command<?> call) {
        called.computeIfAbsent(key, _ -> new HashMap<>()).putIfAbsent(contents, call);
    }

    private void remember(Submission report) {
        if (report.fault().isEmpty())
            sent.computeIfAbsent(report.id(), _ -> new HashMap<>()).putIfAbsent(report.contents(), report);
    }

    void check() {
        appendOnly();
        isProved();
        addsUp();
        var answers = new Answers(chain, Account.opened(zone));
        calls.forEach(answers::check);
        nothingLost(answers);
    }

    // Invariant 5.
    private void appendOnly() {
        SdkBytes hash = Segment.NO_HASH;
        for (int i = 0; i < chain.size(); i++) {
            Violation.unless(
                    chain.get(i).number() == i,
                    "invariant 5: number of segment " + i,
                    chain.get(i).number());
            Violation.unless(chain.get(i).prev().equals(hash), "invariant 5: hash before segment", i);
            hash = chain.get(i).hash();
        }
    }

    // The nightly audit must not report anything about a correct chain: operators stop looking at false alarms.
    private void isProved() {
        var before = Account.opened(zone);
        for (var segment : chain) {
            var imbalance = Audit.imbalance(before, segment.change());
            Violation.unless(
                    imbalance.isEmpty(),
                    "invariant 5: the audit rejects " + segment.number() + " " + segment.kind(),
                    imbalance);
            before = segment.account();
        }
    }

    // Invariants 2 and 3: the reference decides every line itself and compares every state.
    private void addsUp() {
        var reference = new ReferenceAccount(firstZone());
        for (var segment : chain) {
            var submissions = new HashMap<UniqueId, Submission>();
            for (var placed : segment.placed()) {
                var submission = sent.getOrDefault(placed.id(), Map.of()).get(placed.contents());
                if (submission != null) submissions.put(placed.id(), submission);
            }
            try {
                var call = call(segment);
                reference.replay(segment, submissions, call, calledAt(segment, call));
            } catch (Violation broken) {
                throw Violation.in(organisation + " " + segment.number() + " " + segment.kind(), broken);
            }
        }
    }

    // An account that begins with a change of its time zone has the new one at once.
    private ZoneId firstZone() {
        if (chain.isEmpty() || chain.getFirst().kind() != Kind.TIME_ZONE) return zone;
        return chain.getFirst().account().zone().current();
    }

    private Optional<Command<?>> call(Segment segment) {
        return switch (segment.kind()) {
            case USAGE, LIMITS, TIME_ZONE, TOP_UP, CREDIT, CLAWBACK -> Optional.empty();
            case ADJUSTMENT, AUTHORIZATION, CAPTURE, RELEASE, REFUSAL -> {
                var placed = segment.placed().getFirst();
                yield Optional.of(Violation.ifMissing(
                        called.getOrDefault(placed.id(), Map.of()).get(placed.contents()), placed));
            }
        };
    }

    private static Instant calledAt(Segment segment, Optional<Command<?>> call) {
        if (segment.kind() == Kind.LIMITS)
            return segment.account().limits().lastChange().orElseThrow().at();
        return switch (call.orElse(null)) {
            case Adjust made -> made.now();
            case Authorize made -> made.now();
            case Capture made -> made.now();
            case Release made -> made.now();
            case null, default -> segment.at();
        };
    }

    // Invariants 1 and 4: everything that was sent and could be booked is booked, with one of the contents sent
    // under its id.
    private void nothingLost(Answers answers) {
        sent.forEach((id, contents) -> {
            var placed = answers.placed(id);
            Violation.unless(placed.isPresent(), "invariant 4: sent and acknowledged, but not in the ledger", id);
            boolean asSent = contents.containsKey(placed.orElseThrow().contents()) || called.containsKey(id);
            Violation.unless(asSent, "invariant 4: in the ledger with contents that nobody sent", placed);
        });
        called.forEach((key, calls) -> {
            boolean adjusts = calls.values().stream().anyMatch(call -> call instanceof Adjust made && !isAhead(made));
            Violation.unless(!adjusts || answers.placed(key).isPresent(), "invariant 4: adjustment lost", calls);
        });
    }

    private static boolean isAhead(Adjust adjust) {
        return adjust.key().madeAtMillis() > adjust.now().toEpochMilli() + 300_000;
    }
}
