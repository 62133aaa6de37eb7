package credits.account.command;

import static credits.TestData.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import credits.TestData;
import credits.account.Account;
import credits.account.SpendingBlocker.InsufficientCredits;
import credits.account.SpendingBlocker.SpendingLimitReached;
import credits.account.SpendingCheck;
import credits.account.SpendingLimits;
import credits.money.Eur;
import credits.money.Quantity;
import credits.pricing.BillingUnit;
import credits.pricing.UnitRate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpendingCheckTest {
    private static final long SEED = 20_261_122;

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void the_largest_quantity_is_the_one_that_brute_force_finds() {
        int fitting = 0;
        for (int run = 0; run < 300; run++) {
            var rate =
                    new UnitRate(new Eur(1 + random.nextLong(5_000)), new BillingUnit(1 + random.nextLong(3), "uses"));
            var most = new Eur(random.nextLong(-2, 4));
            long expected = 0;
            // Beyond this every cost is above 3.5 nano-euro: 3.5 · 10⁶ · 3 / 1 micros of a quantity.
            for (long micros = 1; micros <= 10_500_000 / rate.unitPrice().nanos() + 1; micros++) {
                if (!rate.costOf(new Quantity(micros)).isGreaterThan(most)) expected = micros;
            }

            long found = rate.largestQuantityFor(most).map(Quantity::micros).orElse(0L);

            assertThat(found).as("%s for %s, seed %d", rate, most, SEED).isEqualTo(expected);
            if (found > 0) fitting++;
        }
        assertThat(fitting).isBetween(100, 299);
    }

    @Test
    void the_largest_quantity_fits_and_a_millionth_more_does_not() {
        for (int run = 0; run < 20_000; run++) {
            var rate = new UnitRate(
                    new Eur(randomMagnitude(100_000_000_000_000L)),
                    new BillingUnit(randomMagnitude(1_000_000_000), "u"));
            var most = new Eur(randomMagnitude(UnitRate.MAX_LINE_COST.nanos()) - 1);

            var largest = rate.largestQuantityFor(most);

            largest.ifPresent(fits ->
                    assertThat(rate.costOf(fits)).as("%s, %s", rate, most).isLessThanOrEqualTo(most));
            long next = largest.map(Quantity::micros).orElse(0L) + 1;
            if (next > Quantity.MAX_VALUE.micros()) continue;
            assertThat(fits(rate, new Quantity(next), most))
                    .as("%s, %s", rate, most)
                    .isFalse();
        }
    }

    @Test
    void free_usage_fits_unless_the_balance_is_negative() {
        var free = new UnitRate(Eur.ZERO, new BillingUnit(1, "uses"));

        assertThat(free.largestQuantityFor(Eur.ZERO)).contains(Quantity.of("999999999999.999999"));
        assertThat(free.largestQuantityFor(new Eur(-1))).isEmpty();
    }

    @Test
    void a_line_is_debited_if_and_only_if_nothing_blocks_it_and_its_quantity_fits() {
        for (int run = 0; run < 2_000; run++) {
            var account = account(new Eur(random.nextLong(-5, 400_000_000)), random.nextLong(-1, 400_000_000));
            var line = TestData.line("query.run", new Quantity(1 + random.nextLong(4_000_000)).toString(), NOON);
            var report = TestData.report(TestData.newIdAt(NOON), NOON, line);

            var posting = new UsagePosting(account, NOON, AccountCommand.IdLookup.EMPTY);
            assertThat(posting.tryBook(report)).isTrue();
            boolean debited = posting.lastVerdict().equals(new BookReports.Verdict.Booked(1, 0));

            var check = new SpendingCheck(account);
            var priced = report.lines().getFirst();
            assertThat(check.blockers(priced.cost()).isEmpty()).isEqualTo(debited);
            assertThat(check.largestQuantity(priced.rate())
                            .filter(largest ->
                                    largest.micros() >= line.quantity().micros())
                            .isPresent())
                    .isEqualTo(debited);
        }
    }

    @Test
    void both_blockers_are_reported_with_their_amounts() {
        var account = account(Eur.of("0.05"), Eur.of("0.10").nanos());

        assertThat(new SpendingCheck(account).blockers(Eur.of("0.12")))
                .isEqualTo(List.of(
                        new SpendingLimitReached(
                                Eur.of("0.10"), Eur.ZERO, Eur.ZERO, Eur.of("0.10"), account.resetsAt()),
                        new InsufficientCredits(Optional.of(Eur.of("0.12")), Eur.of("0.05"))));
        assertThat(new SpendingCheck(account).blockers(Eur.of("0.05"))).isEmpty();
        assertThat(new SpendingCheck(account).blockers()).isEmpty();
        assertThat(new SpendingCheck(account(Eur.ZERO, 0)).blockers()).hasSize(2);
    }

    private static boolean fits(UnitRate rate, Quantity quantity, Eur most) {
        try {
            return !rate.costOf(quantity).isGreaterThan(most);
        } catch (ArithmeticException tooDear) {
            return false;
        }
    }

    private long randomMagnitude(long most) {
        return 1 + random.nextLong(Math.max(1, most >> random.nextInt(40)));
    }

    /// @param limitNanos no limit if negative
    private static Account account(Eur balance, long limitNanos) {
        var limit = limitNanos < 0 ? Optional.<Eur>empty() : Optional.of(new Eur(limitNanos));
        var change = new SpendingLimits.LastChange(NOON, TestData.GIULIA);
        return Account.open(ZoneOffset.UTC)
                .advanceTo(NOON, NOON)
                .withBalance(balance)
                .withLimits(new SpendingLimits(Optional.empty(), limit, 1, Optional.of(change)));
    }
}
