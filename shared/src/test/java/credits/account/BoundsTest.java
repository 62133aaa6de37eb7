package credits.account;

import static credits.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Given;
import credits.account.Blocker.InsufficientCredits;
import credits.account.Blocker.SpendingLimitReached;
import credits.money.Eur;
import credits.money.Quantity;
import credits.pricing.BillingUnit;
import credits.pricing.Rate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BoundsTest {
    private static final long SEED = 20_261_122;

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void the_largest_quantity_is_the_greatest_of_all_that_fit_as_brute_force_finds_it() {
        int fitting = 0;
        for (int run = 0; run < 300; run++) {
            var rate = new Rate(new Eur(1 + random.nextLong(5_000)), new BillingUnit(1 + random.nextLong(3), "uses"));
            var most = new Eur(random.nextLong(-2, 4));
            long expected = 0;
            // Beyond this every cost is above 3.5 nano-euro: 3.5 · 10⁶ · 3 / 1 micros of a quantity.
            for (long micros = 1; micros <= 10_500_000 / rate.unitPrice().nanos() + 1; micros++) {
                if (!rate.cost(new Quantity(micros)).exceeds(most)) expected = micros;
            }

            long found = rate.largest(most).map(Quantity::micros).orElse(0L);

            assertThat(found).as("%s for %s, seed %d", rate, most, SEED).isEqualTo(expected);
            if (found > 0) fitting++;
        }
        assertThat(fitting).isBetween(100, 299);
    }

    @Test
    void the_largest_quantity_fits_and_a_millionth_more_does_not_whatever_the_amounts() {
        for (int run = 0; run < 20_000; run++) {
            var rate =
                    new Rate(new Eur(magnitude(100_000_000_000_000L)), new BillingUnit(magnitude(1_000_000_000), "u"));
            var most = new Eur(magnitude(Rate.DEAREST_LINE.nanos()) - 1);

            var largest = rate.largest(most);

            largest.ifPresent(
                    fits -> assertThat(rate.cost(fits)).as("%s, %s", rate, most).isLessThanOrEqualTo(most));
            long next = largest.map(Quantity::micros).orElse(0L) + 1;
            if (next > Quantity.LARGEST.micros()) continue;
            assertThat(fits(rate, new Quantity(next), most))
                    .as("%s, %s", rate, most)
                    .isFalse();
        }
    }

    @Test
    void what_costs_nothing_fits_whole_unless_the_account_is_in_debt() {
        var free = new Rate(Eur.ZERO, new BillingUnit(1, "uses"));

        assertThat(free.largest(Eur.ZERO)).contains(Quantity.of("999999999999.999999"));
        assertThat(free.largest(new Eur(-1))).isEmpty();
    }

    @Test
    void a_line_is_debited_exactly_if_nothing_blocks_it_and_no_larger_than_the_largest_quantity() {
        for (int run = 0; run < 2_000; run++) {
            var account = account(new Eur(random.nextLong(-5, 400_000_000)), random.nextLong(-1, 400_000_000));
            var line = Given.line("query.run", new Quantity(1 + random.nextLong(4_000_000)).toString(), NOON);
            var submission = Given.submission(Given.idMadeAt(NOON), NOON, line);

            var posting = new Posting(account);
            assertThat(posting.books(submission)).isTrue();
            boolean debited = posting.verdict().equals(new BookReports.Verdict.Booked(1, 0));

            var bounds = new Bounds(account);
            var priced = submission.lines().getFirst();
            assertThat(bounds.blockers(priced.cost()).isEmpty()).isEqualTo(debited);
            assertThat(bounds.largestQuantity(priced.rate())
                            .filter(largest ->
                                    largest.micros() >= line.quantity().micros())
                            .isPresent())
                    .isEqualTo(debited);
        }
    }

    @Test
    void both_bounds_are_told_with_all_that_concerns_them() {
        var account = account(Eur.of("0.05"), Eur.of("0.10").nanos());

        assertThat(new Bounds(account).blockers(Eur.of("0.12")))
                .isEqualTo(List.of(
                        new SpendingLimitReached(
                                Eur.of("0.10"), Eur.ZERO, Eur.ZERO, Eur.of("0.10"), account.resetsAt()),
                        new InsufficientCredits(Optional.of(Eur.of("0.12")), Eur.of("0.05"))));
        assertThat(new Bounds(account).blockers(Eur.of("0.05"))).isEmpty();
        assertThat(new Bounds(account).blockers()).isEmpty();
        assertThat(new Bounds(account(Eur.ZERO, 0)).blockers()).hasSize(2);
    }

    private static boolean fits(Rate rate, Quantity quantity, Eur most) {
        try {
            return !rate.cost(quantity).exceeds(most);
        } catch (ArithmeticException tooDear) {
            return false;
        }
    }

    private long magnitude(long most) {
        return 1 + random.nextLong(Math.max(1, most >> random.nextInt(40)));
    }

    /// @param limitNanos no limit if negative
    private static Account account(Eur balance, long limitNanos) {
        var limit = limitNanos < 0 ? Optional.<Eur>empty() : Optional.of(new Eur(limitNanos));
        var change = new Limits.LastChange(NOON, Given.GIULIA);
        return Account.opened(ZoneOffset.UTC)
                .rolledTo(NOON, NOON)
                .withBalance(balance)
                .withLimits(new Limits(Optional.empty(), limit, 1, Optional.of(change)));
    }
}
