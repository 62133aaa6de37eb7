package credits.simulation.invariants;

import java.util.List;

/// Bugs of the verification, each of which would let damage pass.
final class ProofBugs {
    private ProofBugs() {}

    static List<Mutant> bugs() {
        return List.of(
                Mutant.of(
                                "a reset that forgets to raise low",
                                "ledger/codec/IdWatermarks.java",
                                "lowWatermark.max(highWatermark)",
                                "lowWatermark")
                        .in(ProofRehearsal.class),
                Mutant.of(
                                "the proof does not look at time zones",
                                "ledger/verification/TimeAudit.java",
                                "isClockConsistent() && isZoneConsistent() && isDayConsistent()",
                                "isClockConsistent() && isDayConsistent()")
                        .in(ProofRehearsal.class),
                Mutant.of(
                                "the proof lets the clock go back",
                                "ledger/verification/TimeAudit.java",
                                "|| clock.isBefore(before.clockTime())",
                                "")
                        .in(ProofRehearsal.class),
                Mutant.of(
                                "the proof does not look at the low watermark",
                                "ledger/verification/WindowReplay.java",
                                "&& (stated.lowWatermark().equals(low)",
                                "&& (stated.lowWatermark().equals(stated.lowWatermark())")
                        .in(ProofRehearsal.class),
                Mutant.of(
                                "the proof takes the short hashes as they are",
                                "ledger/verification/WindowReplay.java",
                                "&& stated.hashes().equals(List.copyOf(known))",
                                "")
                        .in(ProofRehearsal.class),
                Mutant.of(
                                "the proof takes the mark as it is",
                                "ledger/verification/WindowReplay.java",
                                "return stated.markMillis() == mark && ",
                                "return ")
                        .in(ProofRehearsal.class),
                Mutant.of(
                                "the proof takes the events as they are",
                                "ledger/verification/AccountAudit.java",
                                "if (!change.events().equals(expectedEvents()))",
                                "if (!change.events().equals(change.events()))")
                        .in(ProofRehearsal.class),
                Mutant.of(
                                "the proof takes the closed holds as they are",
                                "ledger/verification/HoldsReplay.java",
                                "return stated.closed().equals(closed)",
                                "return stated.closed().size() >= 0")
                        .in(ProofRehearsal.class),
                Mutant.of(
                                "the proof takes the month's flags as they are",
                                "ledger/verification/AccountAudit.java",
                                "if (!thresholds.areFlagsConsistent())",
                                "if (!thresholds.equals(thresholds))")
                        .in(ProofRehearsal.class),
                Mutant.of(
                                "the proof does not compare with the anchor",
                                "ledger/verification/ChainVerifier.java",
                                "Stream.concat(anchor.stream(), ",
                                "Stream.concat(Stream.<ChainAnchor>empty(), ")
                        .in(ProofRehearsal.class),
                Mutant.of(
                                "the proof forgets that a capture too dear keeps its hold",
                                "ledger/verification/EntriesReplay.java",
                                "(mayKeepOne ? 1 : 0)",
                                "0")
                        .in(RefusedCaptureRehearsal.class));
    }
}
