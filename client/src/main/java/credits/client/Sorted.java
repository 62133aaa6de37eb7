package credits.client;

import credits.client.Sink.Outcome;
import credits.client.Unsent.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The result of sending one batch.
///
/// @param again to be sent again, in their order
/// @param refusals to be passed to the [Unsent]
record Sorted(List<Parcel> taken, List<Parcel> again, List<Loss> refusals) {
    /// A report that will not be sent, and why.
    record Loss(Parcel parcel, Reason reason, String detail) {}

    static Sorted of(List<Parcel> round, List<Outcome> outcomes, Instant now, Duration giveUpAfter) {
        var sorted = new Sorted(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < round.size(); i++) sorted.add(round.get(i), outcomes.get(i), now, giveUpAfter);
        return sorted;
    }

    private void add(Parcel parcel, Outcome outcome, Instant now, Duration giveUpAfter) {
        switch (outcome.kind()) {
            case TAKEN -> taken.add(parcel);
            case NEVER -> refusals.add(new Loss(parcel, Reason.REFUSED, outcome.detail()));
            case LATER -> {
                var tried = Duration.between(parcel.firstTried().orElse(now), now);
                if (tried.compareTo(giveUpAfter) < 0) again.add(parcel);
                else refusals.add(new Loss(parcel, Reason.GAVE_UP, outcome.detail()));
            }
        }
    }

    List<Parcel> lost() {
        return refusals.stream().map(Loss::parcel).toList();
    }
}
