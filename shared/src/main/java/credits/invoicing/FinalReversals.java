package credits.invoicing;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What of a payment is finally reversed, and which reversals came to nothing. Credit notes follow from it.
///
/// @param reversals the oldest first
/// @param revoked Stripe's ids of the refunds that failed and the disputes that were won
public record FinalReversals(List<Reversal> reversals, Set<String> revoked) {
    private static final Comparator<Reversal> OLDEST_FIRST = Comparator.<Reversal, LocalDate>comparing(
                    reversal -> reversal.on().orElse(LocalDate.MIN))
            .thenComparing(Reversal::id);

    public FinalReversals {
        reversals = reversals.stream().sorted(OLDEST_FIRST).toList();
        revoked = Set.copyOf(revoked);
    }

    /// Returns one refund, or none if nothing is refunded.
    public static FinalReversals ofRefunds(long cents) {
        var refund = new Reversal("re_all", Reason.REFUND, cents, Optional.empty());
        return new FinalReversals(cents == 0 ? List.of() : List.of(refund), Set.of());
    }

    /// The reason for a credit note.
    public enum Reason {
        /// It was refunded to the buyer.
        REFUND,
        /// The buyer's bank has taken it and keeps it.
        DISPUTE,
        /// Another invoice replaces the one that the note cancels. No money has moved, so no reversal has it.
        REISSUE
    }

    /// A refund or a lost dispute.
    ///
    /// @param id Stripe's id
    /// @param cents including VAT
    /// @param on the day in the seller's time zone; empty in older records
    public record Reversal(String id, Reason reason, long cents, Optional<LocalDate> on) {}
}
