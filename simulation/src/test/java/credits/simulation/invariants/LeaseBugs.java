package credits.simulation.invariants;

import credits.client.authorization.LeaseRehearsal;
import java.util.List;

/// Bugs of the client, each of which breaks a law of leases.
final class LeaseBugs {
    private static final String SLICE = "client/authorization/LeaseSlice.java";
    private static final String RENEWAL = "client/authorization/LeaseRenewal.java";

    private LeaseBugs() {}

    static List<Mutant> bugs() {
        return List.of(
                bug(
                        "a lease renewed after its end, because its period began with the answer",
                        RENEWAL,
                        "new LeaseSlice(plan.span(), ",
                        "new LeaseSlice(clocks.spanOf(request.period()), ",
                        "if (!isUsable || plan.span().isOver()) {",
                        "if (!isUsable) {"),
                bug("a decision after the end of the period", SLICE, "if (span.isOver()) return refuse(micros);", ""),
                bug(
                        "a suspension of the machine that is not noticed",
                        "client/authorization/LeaseClocks.java",
                        " || clocks.wallClock.millis() >= endMillis",
                        ""),
                bug(
                        "a decision after the hold is settled",
                        SLICE,
                        "remainingMicros.getAndSet(CLOSED)",
                        "remainingMicros.get()"),
                bug(
                        "a hold forgotten because its response was lost",
                        RENEWAL,
                        "} catch (OutcomeUnknownException unknown) {",
                        "} catch (OutcomeUnknownException unknown) {\n            planned = Optional.empty();"),
                bug("use beyond the hold", SLICE, "while (remaining >= micros) {", "while (remaining > 0) {"),
                bug(
                        "use at the price of a later time than the hold",
                        "client/authorization/LeaseSettlements.java",
                        "Optional.of(hold.at()),",
                        "Optional.of(hold.at().plusSeconds(120)),"),
                bug(
                        "a hold kept that takes more than a share, because others were faster",
                        RENEWAL,
                        ".compareTo(spendable.add(held)) <= 0;",
                        ".compareTo(spendable.add(held)) <= 1;"));
    }

    private static Mutant bug(String name, String file, String... edits) {
        return Mutant.of(name, file, edits).in(LeaseRehearsal.class);
    }
}
