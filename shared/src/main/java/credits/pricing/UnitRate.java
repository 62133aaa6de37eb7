package credits.pricing;

import credits.money.Eur;
import credits.money.Quantity;
import java.math.BigInteger;
import java.util.Optional;

/// The price of a quantity in EUR for each billing unit, for example EUR 0.0025 per 1,000 tokens.
///
/// @param unitPrice the price of one unit, without VAT: zero to EUR 100,000
public record UnitRate(Eur unitPrice, BillingUnit unit) {
    /// The maximum cost of one line, EUR 1,000,000, which keeps the sums of a report well within the range of [Eur].
    public static final Eur MAX_LINE_COST = Eur.ofCents(100_000_000);

    private static final Eur MAX_UNIT_PRICE = Eur.ofCents(10_000_000);

    public UnitRate {
        if (unitPrice.isNegative() || unitPrice.isGreaterThan(MAX_UNIT_PRICE)) {
            throw new IllegalArgumentException("unit_price must be 0 to " + MAX_UNIT_PRICE);
        }
    }

    /// Returns the cost of `quantity`, rounded half up to a nano-euro. This is the only place where a cost is rounded:
    /// once per line, so that entries always add up to their totals.
    ///
    /// A cost above [#MAX_LINE_COST] throws [ArithmeticException].
    public Eur costOf(Quantity quantity) {
        long divisor = Quantity.MICROS_PER_UNIT * unit.quantity();
        long half = divisor / 2; // the divisor is even, since it has a factor of a million
        long product = unitPrice.nanos() * quantity.micros();
        boolean fitsInLong =
                Math.multiplyHigh(unitPrice.nanos(), quantity.micros()) == 0 && product >= 0 && product + half >= 0;
        long nanos = fitsInLong ? (product + half) / divisor : costNanosExactly(quantity, divisor, half);
        if (nanos > MAX_LINE_COST.nanos()) throw new ArithmeticException("a line may cost at most " + MAX_LINE_COST);
        return new Eur(nanos);
    }

    /// Returns the largest quantity whose [#costOf] is at most `budget`; empty if even the smallest costs more.
    public Optional<Quantity> largestQuantityFor(Eur budget) {
        if (budget.isNegative()) return Optional.empty();
        long maxCostNanos = budget.isGreaterThan(MAX_LINE_COST) ? MAX_LINE_COST.nanos() : budget.nanos();
        if (unitPrice.equals(Eur.ZERO)) return Optional.of(Quantity.MAX_VALUE);
        // Rounded half up, the cost is at most `maxCostNanos` if and only if price × micros + half is below (most
        // + 1) × divisor.
        var divisor = BigInteger.valueOf(Quantity.MICROS_PER_UNIT * unit.quantity());
        var micros = BigInteger.valueOf(maxCostNanos + 1)
                .multiply(divisor)
                .subtract(BigInteger.ONE)
                .subtract(divisor.shiftRight(1))
                .divide(BigInteger.valueOf(unitPrice.nanos()))
                .min(BigInteger.valueOf(Quantity.MAX_VALUE.micros()));
        return micros.signum() > 0 ? Optional.of(new Quantity(micros.longValueExact())) : Optional.empty();
    }

    private long costNanosExactly(Quantity quantity, long divisor, long half) {
        return BigInteger.valueOf(unitPrice.nanos())
                .multiply(BigInteger.valueOf(quantity.micros()))
                .add(BigInteger.valueOf(half))
                .divide(BigInteger.valueOf(divisor))
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }
}
