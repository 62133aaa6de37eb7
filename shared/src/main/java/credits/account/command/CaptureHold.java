package credits.account.command;

import credits.account.Account;
import credits.account.Hold;
import credits.account.command.AccountChange.Kind;
import credits.identity.AuthorizationId;
import credits.identity.UniqueId;
import credits.money.Quantity;
import credits.usage.BookedLine.LineStatus;
import credits.usage.PricedLine;
import credits.usage.UsageLine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/// Settles a hold: the actual usage is debited at the hold's price, and the rest becomes available again.
///
/// The held amount is always honoured. Usage beyond it is debited as far as balance and limit allow, and the rest
/// is recorded as uncovered.
///
/// @param key the caller's idempotency key, the same on every retry of one call
/// @param contentHash an 8-byte hash of the whole call
/// @param source the feature that settles, which must be the one that made the hold
public record CaptureHold(
        UniqueId key, long contentHash, String source, AuthorizationId authorizationId, Quantity quantity, Instant now)
        implements AuthorizationCommand {

    public CaptureHold {
        now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public Decision<AuthorizationReply> decide(Account account, IdLookup lookup) {
        return AuthorizationReply.forKnownKey(key, contentHash, lookup, now)
                .orElseGet(() -> account.findHold(authorizationId)
                        .map(hold -> AuthorizationReply.forForeignHold(hold, source)
                                .orElseGet(() -> capture(account.advanceTo(now, now), lookup.complete(hold), lookup)))
                        .orElseGet(() -> AuthorizationReply.forClosedHold(authorizationId, account, lookup)));
    }

    private Decision<AuthorizationReply> capture(Account current, Hold hold, IdLookup lookup) {
        var posting = new AuthorizationPosting(current, key, contentHash, source, Set.of(authorizationId), lookup);
        var usedLine = priceUse(hold, quantity);
        if (usedLine.isEmpty()) return posting.refuseOverpriced();
        posting.funds().markForClosing(hold);
        if (usedLine.get().cost().nanos() <= posting.funds().spendable(Optional.of(hold))) {
            posting.debit(usedLine.get(), Optional.of(hold));
        } else {
            captureInPart(posting, hold);
        }
        posting.funds().closeMarkedHolds();
        return posting.append(Kind.CAPTURE, posting.funds().holds());
    }

    // The only place where one line becomes two entries: the part that can be debited, and the uncovered rest.
    private void captureInPart(AuthorizationPosting posting, Hold hold) {
        var largestFitting =
                hold.pricedLine().rate().largestQuantityFor(posting.funds().spendableWith(hold));
        largestFitting.flatMap(part -> priceUse(hold, part)).ifPresent(part -> posting.debit(part, Optional.of(hold)));
        long excessMicros =
                quantity.micros() - largestFitting.map(Quantity::micros).orElse(0L);
        posting.recordUncharged(priceUse(hold, new Quantity(excessMicros)).orElseThrow(), LineStatus.UNCOVERED);
    }

    private Optional<PricedLine> priceUse(Hold hold, Quantity usedQuantity) {
        var held = hold.pricedLine().line();
        var line = new UsageLine(
                held.operation(), usedQuantity, now, held.member(), held.reference(), Optional.of(hold.id()));
        try {
            var rate = hold.pricedLine().rate();
            return Optional.of(new PricedLine(line, hold.pricedLine().category(), rate, rate.costOf(usedQuantity)));
        } catch (ArithmeticException outOfRange) {
            return Optional.empty();
        }
    }
}
