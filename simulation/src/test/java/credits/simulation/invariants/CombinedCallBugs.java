package credits.simulation.invariants;

import java.util.List;

/// Bugs of calls that are decided by the commit of another.
final class CombinedCallBugs {
    private CombinedCallBugs() {}

    static List<Mutant> bugs() {
        return List.of(
                combined(
                        "a waiting call taken twice",
                        "ledger/CombinedCommit.java",
                        "if (next.mayContain(call.key())) continue;",
                        "if (head.mayContain(call.key())) continue;"),
                combined(
                        "a waiting call taken that may have been decided",
                        "ledger/CombinedCommit.java",
                        "if (next.mayContain(call.key())) continue;",
                        "if (call.key().equals(command.key())) continue;"),
                combined(
                        "calls that wait for ever for one whose worker is gone",
                        "ledger/CombinedCommit.java",
                        "if (waiting.isEmpty() && !isFirst(base.head()))",
                        "if (!isFirst(base.head()))"),
                combined(
                        "an answer lost with the place in the chain",
                        "ledger/CombinedCommit.java",
                        "yield isAppended(run) ? Optional.of(reply) : Optional.empty();",
                        "var _ = isAppended(run);\n                yield Optional.of(reply);"),
                combined(
                        "all waiting calls decided on the state before the first",
                        "ledger/CombinedCommit.java",
                        "var decided = decide(call, next);",
                        "var decided = decide(call, head);"),
                combined(
                        "a decision of another worker told as one's own",
                        "ledger/CombinedCommit.java",
                        "new AuthorizationReply.DecidedByAnother(segment.toChange())",
                        "new AuthorizationReply.Decided(segment.toChange())"),
                combined(
                        "a hold settled for another without its member and reference",
                        "ledger/WaitingCallStore.java",
                        "line.usedAt(), member, reference,",
                        "line.usedAt(), Optional.empty(), Optional.empty(),"),
                combined(
                        "a segment in the item of another that nobody finds",
                        "ledger/SegmentStore.java",
                        "return number == 0\n",
                        "return number >= 0\n"),
                combined(
                        "events in the item of another segment that the stream does not see",
                        "ledger/SegmentRun.java",
                        "var _ = item.putIfAbsent(\"events\",",
                        "var _ = Map.of(\"events\","));
    }

    private static Mutant combined(String name, String file, String... edits) {
        return Mutant.of(name, file, edits).in(CombinedCallsRehearsal.class);
    }
}
