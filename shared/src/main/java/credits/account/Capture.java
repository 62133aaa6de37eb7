package credits.account;

import credits.account.Change.Kind;
import credits.account.Command.Step.Answered;
import credits.account.Command.Step.Append;
import credits.identity.AuthorizationId;
import credits.identity.UniqueId;
import credits.money.Quantity;
import credits.usage.BookedLine.Status;
import credits.usage.Line;
import credits.usage.PricedLine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Settles a hold: the use is debited at the hold's price, and the rest becomes available again.
///
/// The held amount is always honoured. Of any use beyond it, as much is debited as fits, and the excess is recorded
/// as uncovered.
///
/// @param key created by the caller, once for each intention
/// @param contents an 8-byte hash of the whole call
/// @param source the feature that settles
public record Capture(
        UniqueId key, long contents, String source, AuthorizationId authorization, Quantity quantity, Instant now)
        implements Command<Reply> {

    public Capture {
        now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public List<UniqueId> ids() {
        return List.of(key);
    }

    @Override
    public Step<Reply> on(Account account, Seen seen) {
        return Reply.of(key, contents, seen, now)
                .orElseGet(() -> account.holds()
                        .find(authorization)
                        .map(hold -> settle(account.rolledTo(now, now), hold))
                        .orElseGet(() -> Reply.ended(authorization, account, seen)));
    }

    private Step<Reply> settle(Account rolled, Hold hold) {
        var call = new CallPosting(rolled, key, contents, source, Set.of(authorization));
        var used = used(hold, quantity);
        if (used.isEmpty()) return new Answered<>(new Reply.OutOfRange());
        call.purse().touch(hold);
        if (used.get().cost().nanos() <= call.purse().room(Optional.of(hold))) {
            call.debit(used.get(), Optional.of(hold));
        } else {
            split(call, hold);
        }
        call.purse().settle();
        var change = call.end(Kind.CAPTURE, call.purse().holds());
        return new Append<>(change, new Reply.Decided(change));
    }

    // The only place where one use becomes two entries: the part that can be paid, and the uncovered rest.
    private void split(CallPosting call, Hold hold) {
        var fits = hold.line().rate().largest(call.purse().roomOf(hold));
        fits.flatMap(part -> used(hold, part)).ifPresent(part -> call.debit(part, Optional.of(hold)));
        long rest = quantity.micros() - fits.map(Quantity::micros).orElse(0L);
        call.keep(used(hold, new Quantity(rest)).orElseThrow(), Status.UNCOVERED);
    }

    private Optional<PricedLine> used(Hold hold, Quantity much) {
        var held = hold.line().line();
        var line = new Line(held.operation(), much, now, held.member(), held.reference(), Optional.of(hold.id()));
        try {
            var rate = hold.line().rate();
            return Optional.of(new PricedLine(line, hold.line().category(), rate, rate.cost(much)));
        } catch (ArithmeticException tooDear) {
            return Optional.empty();
        }
    }
}
