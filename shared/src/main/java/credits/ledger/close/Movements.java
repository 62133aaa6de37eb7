package credits.ledger.close;

import credits.account.DomainEvent;
import credits.account.DomainEvent.Adjusted;
import credits.account.DomainEvent.ClawedBack;
import credits.account.DomainEvent.ToppedUp;
import credits.ledger.Segment;
import credits.money.Eur;
import credits.usage.BookedLine;
import credits.usage.BookedLine.LineStatus;

/// What changed balances, by kind, without VAT.
///
/// @param topUps credits that were paid
/// @param grants credits that an operator granted
/// @param usage the cost of what was debited
/// @param refunds credits of payments that were refunded or disputed, less those that came back
/// @param adjustments credits that an operator took back; never positive
/// @param uncovered the cost of usage that did not fit and was not debited; changes no balance
public record Movements(Eur topUps, Eur grants, Eur usage, Eur refunds, Eur adjustments, Eur uncovered) {
    public static final Movements NONE = new Movements(Eur.ZERO, Eur.ZERO, Eur.ZERO, Eur.ZERO, Eur.ZERO, Eur.ZERO);

    /// Returns what a segment moved, from its entries and events alone: its balance is not looked at.
    public static Movements of(Segment segment) {
        var moved = NONE;
        for (var event : segment.events()) moved = moved.plus(of(event));
        for (var report : segment.reports()) {
            for (var line : report.lines()) moved = moved.plus(of(line));
        }
        return moved;
    }

    private static Movements of(DomainEvent event) {
        return switch (event) {
            case ToppedUp paid -> new Movements(paid.amount(), Eur.ZERO, Eur.ZERO, Eur.ZERO, Eur.ZERO, Eur.ZERO);
            case ClawedBack taken -> new Movements(Eur.ZERO, Eur.ZERO, Eur.ZERO, taken.amount(), Eur.ZERO, Eur.ZERO);
            case Adjusted adjusted -> of(adjusted.amount());
            default -> NONE;
        };
    }

    private static Movements of(Eur adjustment) {
        var granted = Eur.max(adjustment, Eur.ZERO);
        return new Movements(Eur.ZERO, granted, Eur.ZERO, Eur.ZERO, adjustment.minus(granted), Eur.ZERO);
    }

    private static Movements of(BookedLine line) {
        var cost = line.pricedLine().cost();
        if (line.isDebited()) return new Movements(Eur.ZERO, Eur.ZERO, cost, Eur.ZERO, Eur.ZERO, Eur.ZERO);
        if (line.status() == LineStatus.UNCOVERED)
            return new Movements(Eur.ZERO, Eur.ZERO, Eur.ZERO, Eur.ZERO, Eur.ZERO, cost);
        return NONE;
    }

    public Movements plus(Movements other) {
        return new Movements(
                topUps.plus(other.topUps),
                grants.plus(other.grants),
                usage.plus(other.usage),
                refunds.plus(other.refunds),
                adjustments.plus(other.adjustments),
                uncovered.plus(other.uncovered));
    }

    /// Returns by how much they change the balance.
    public Eur net() {
        return topUps.plus(grants).minus(usage).minus(refunds).plus(adjustments);
    }
}
