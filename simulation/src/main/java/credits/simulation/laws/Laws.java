package credits.simulation.laws;

import credits.account.Account;
import credits.account.Adjust;
import credits.account.BookReports;
import credits.account.Change.Kind;
import credits.account.Command;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.Segment;
import credits.usage.Submission;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;

/// Holds what was committed against the laws: once, never over, adds up, nothing lost, append only, honest answers.
final class Laws {
    private final OrganisationId organisation;
    private final ZoneId zone;
    private final List<Segment> chain;
    private final List<Call> calls;
    private final Map<UniqueId, Map<Long, Submission>> sent = new HashMap<>();
    private final Map<UniqueId, Adjust> adjustments = new HashMap<>();

    /// @param chain an account's segments in the order of their commits
    /// @param calls all that was answered to its callers
    Laws(OrganisationId organisation, ZoneId zone, List<Segment> chain, List<Delivery> script, List<Call> calls) {
        this.organisation = organisation;
        this.zone = zone;
        this.chain = chain;
        this.calls = calls.stream()
                .filter(call -> call.organisation().equals(organisation))
                .toList();
        script.stream()
                .filter(delivery -> delivery.organisation().equals(organisation))
                .forEach(delivery -> remember(delivery.command()));
    }

    private void remember(Command<?> command) {
        if (command instanceof Adjust adjust && !isAhead(adjust)) adjustments.putIfAbsent(adjust.key(), adjust);
        if (!(command instanceof BookReports(var submissions))) return;
        for (var each : submissions) {
            if (each.fault().isPresent()) continue;
            sent.computeIfAbsent(each.id(), _ -> new HashMap<>()).putIfAbsent(each.contents(), each);
        }
    }

    private static boolean isAhead(Adjust adjust) {
        return adjust.key().madeAtMillis() > adjust.now().toEpochMilli() + 300_000;
    }

    void check() {
        appendOnly();
        addsUp();
        var answers = new Answers(chain, Account.opened(zone));
        calls.forEach(answers::check);
        nothingLost(answers);
    }

    // Law 5.
    private void appendOnly() {
        SdkBytes hash = Segment.NO_HASH;
        for (int i = 0; i < chain.size(); i++) {
            Violation.unless(
                    chain.get(i).number() == i,
                    "law 5: number of segment " + i,
                    chain.get(i).number());
            Violation.unless(chain.get(i).prev().equals(hash), "law 5: hash before segment", i);
            hash = chain.get(i).hash();
        }
    }

    // Laws 2 and 3: the reference decides every line itself and compares every state.
    private void addsUp() {
        var reference = new ReferenceAccount(firstZone());
        for (var segment : chain) {
            var submissions = new HashMap<UniqueId, Submission>();
            for (var placed : segment.placed()) {
                var submission = sent.getOrDefault(placed.id(), Map.of()).get(placed.contents());
                if (submission != null) submissions.put(placed.id(), submission);
            }
            try {
                reference.replay(segment, submissions, calledAt(segment));
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

    private Instant calledAt(Segment segment) {
        return switch (segment.kind()) {
            case USAGE -> Instant.EPOCH;
            case LIMITS -> segment.account().limits().lastChange().orElseThrow().at();
            case ADJUSTMENT ->
                Violation.ifMissing(adjustments.get(segment.placed().getFirst().id()), segment.placed())
                        .now();
            case TIME_ZONE -> segment.at();
        };
    }

    // Laws 1 and 4: whatever was sent and could be booked is booked, by one of its contents.
    private void nothingLost(Answers answers) {
        sent.forEach((id, contents) -> {
            var placed = answers.placed(id);
            Violation.unless(placed.isPresent(), "law 4: sent, answered, and not in the ledger", id);
            boolean asSent = contents.containsKey(placed.orElseThrow().contents()) || adjustments.containsKey(id);
            Violation.unless(asSent, "law 4: in the ledger with contents that nobody sent", placed);
        });
        adjustments.forEach(
                (key, adjust) -> Violation.unless(answers.placed(key).isPresent(), "law 4: adjustment lost", adjust));
    }
}
