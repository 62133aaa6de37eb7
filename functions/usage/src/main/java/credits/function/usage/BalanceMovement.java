package credits.function.usage;

import credits.account.DomainEvent;
import credits.account.DomainEvent.Adjusted;
import credits.account.DomainEvent.ClawedBack;
import credits.account.DomainEvent.ToppedUp;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.ledger.Segment;
import credits.money.Eur;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// A change of the balance that is not usage: a payment, what was taken back of one, or an adjustment.
///
/// @param segment the segment that made it
/// @param amount what was added; negative if credits were taken
/// @param balance the balance after it
/// @param reason why an operator did it, as shown to people
record BalanceMovement(
        Kind kind,
        long segment,
        Instant bookedAt,
        Eur amount,
        Eur balance,
        Optional<PaymentId> payment,
        Optional<String> reason) {
    /// The kinds, by the words of responses.
    enum Kind {
        TOP_UP,
        /// Credits of a payment that was refunded or disputed.
        REFUND,
        /// Credits that came back because the payment stands after all.
        REFUND_REVERSED,
        /// Credits that an operator granted.
        GRANT,
        /// Credits that an operator took back.
        ADJUSTMENT
    }

    /// Returns the movements of a segment: one, or none.
    static Stream<BalanceMovement> of(Segment segment) {
        return segment.events().stream().flatMap(event -> movement(segment, event).stream());
    }

    private static Optional<BalanceMovement> movement(Segment segment, DomainEvent event) {
        return switch (event) {
            case ToppedUp paid -> Optional.of(of(segment, Kind.TOP_UP, paid.amount(), paid.paymentKey()));
            case ClawedBack taken -> {
                var kind = taken.amount().isNegative() ? Kind.REFUND_REVERSED : Kind.REFUND;
                yield Optional.of(of(segment, kind, Eur.ZERO.minus(taken.amount()), taken.paymentKey()));
            }
            case Adjusted adjusted -> Optional.of(of(segment, adjusted));
            default -> Optional.empty();
        };
    }

    private static BalanceMovement of(Segment segment, Kind kind, Eur amount, UniqueId paymentKey) {
        var payment = Optional.of(new PaymentId(paymentKey));
        var account = segment.account();
        return new BalanceMovement(
                kind, segment.number(), account.clockTime(), amount, account.balance(), payment, Optional.empty());
    }

    private static BalanceMovement of(Segment segment, Adjusted adjusted) {
        return new BalanceMovement(
                adjusted.amount().isNegative() ? Kind.ADJUSTMENT : Kind.GRANT,
                segment.number(),
                segment.account().clockTime(),
                adjusted.amount(),
                segment.account().balance(),
                Optional.empty(),
                Optional.of(adjusted.reason()));
    }
}
