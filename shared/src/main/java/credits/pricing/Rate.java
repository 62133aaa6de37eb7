package credits.pricing;

import credits.money.Eur;
import credits.money.Quantity;
import java.math.BigInteger;
import java.util.Optional;

/// The price of a quantity in EUR for each billing unit, for example EUR 0.0025 per 1,000 tokens.
///
/// @param unitPrice the price of one unit, without VAT: zero to EUR 100,000
public record Rate(Eur unitPrice, BillingUnit unit) {
    /// The maximum cost of one line, EUR 1,000,000, which keeps the sums of a report well within the range of [Eur].
    public static final Eur DEAREST_LINE = Eur.cents(100_000_000);

    private static final Eur DEAREST = Eur.cents(10_000_000);

    public Rate {
        if (unitPrice.isNegative() || unitPrice.exceeds(DEAREST)) {
            throw new IllegalArgumentException("unit_price must be 0 to " + DEAREST);
        }
    }

    /// Returns the cost of `quantity`, rounded half up to a nano-euro. This is the only place where a cost is rounded:
    /// once per line, so that entries always add up to their totals.
    ///
    /// A cost above [#DEAREST_LINE] throws [ArithmeticException].
    public Eur cost(Quantity quantity) {
        long divisor = Quantity.MICROS * unit.quantity();
        long half = divisor / 2; // the divisor is even, since it has a factor of a million
        long product = unitPrice.nanos() * quantity.micros();
        boolean fits =
                Math.multiplyHigh(unitPrice.nanos(), quantity.micros()) == 0 && product >= 0 && product + half >= 0;
        long nanos = fits ? (product + half) / divisor : exactly(quantity, divisor, half);
        if (nanos > DEAREST_LINE.nanos()) throw new ArithmeticException("a line may cost at most " + DEAREST_LINE);
        return new Eur(nanos);
    }

    /// Returns the largest quantity whose [#cost] is at most `room`; empty if even the smallest costs more.
    public Optional<Quantity> largest(Eur room) {
        if (room.isNegative()) return Optional.empty();
        long most = room.exceeds(DEAREST_LINE) ? DEAREST_LINE.nanos() : room.nanos();
        if (unitPrice.equals(Eur.ZERO)) return Optional.of(Quantity.LARGEST);
        // Rounded half up, the cost is at most `most` exactly if price × micros + half is below (most + 1) × divisor.
        var divisor = BigInteger.valueOf(Quantity.MICROS * unit.quantity());
        var micros = BigInteger.valueOf(most + 1)
                .multiply(divisor)
                .subtract(BigInteger.ONE)
                .subtract(divisor.shiftRight(1))
                .divide(BigInteger.valueOf(unitPrice.nanos()))
                .min(BigInteger.valueOf(Quantity.LARGEST.micros()));
        return micros.signum() > 0 ? Optional.of(new Quantity(micros.longValueExact())) : Optional.empty();
    }

    private long exactly(Quantity quantity, long divisor, long half) {
        return BigInteger.valueOf(unitPrice.nanos())
                .multiply(BigInteger.valueOf(quantity.micros()))
                .add(BigInteger.valueOf(half))
                .divide(BigInteger.valueOf(divisor))
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }
}
