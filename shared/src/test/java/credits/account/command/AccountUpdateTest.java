package credits.account.command;

import static credits.TestData.GIULIA;
import static credits.TestData.NOON;
import static credits.TestData.PRICES;
import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.limitsChange;
import static credits.TestData.line;
import static credits.TestData.newIdAt;
import static credits.TestData.queryReport;
import static org.assertj.core.api.Assertions.assertThat;

import credits.account.Account;
import credits.account.AccountHolds;
import credits.account.DomainEvent.Adjusted;
import credits.account.DomainEvent.AuthorizationExpired;
import credits.account.DomainEvent.BalanceExhausted;
import credits.account.command.AccountCommand.Decision.Append;
import credits.account.command.AccountCommand.IdLookup;
import credits.money.Eur;
import credits.usage.BookedLine.LineStatus;
import credits.usage.PricedLine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every command that changes an account closes overdue holds first and reports thresholds last.
class AccountUpdateTest {
    private static final Instant LATER = NOON.plus(Duration.ofHours(1));
    private static final Instant NEXT_MONTH = NOON.plus(Duration.ofDays(20));
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");

    static List<AccountCommand<?>> commands() {
        return List.of(
                adjustment("1", LATER),
                limitsChange("5", "10", LATER),
                new BeginTopUp(newIdAt(LATER), 1, LATER),
                new ChangeTimeZone(ZoneId.of("Asia/Tokyo"), LATER),
                new ClawBackCredits(newIdAt(LATER), Eur.of("1"), LATER),
                new CreditTopUp(newIdAt(LATER), Eur.of("1"), LATER),
                authorization(LATER, Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_first_closes_the_overdue_holds(AccountCommand<?> command) {
        var change = change(accountWithHold(), command);

        assertThat(change.account().holds().open()).isEmpty();
        assertThat(change.events()).first().isInstanceOf(AuthorizationExpired.class);
        assertThat(change.reports().getFirst().lines())
                .singleElement()
                .satisfies(line -> assertThat(line.status()).isEqualTo(LineStatus.RELEASED));
    }

    @Test
    void events_are_the_expired_holds_then_the_commands_own_then_the_thresholds() {
        var taken = change(accountWithHold(), adjustment("-10", LATER));

        assertThat(taken.events())
                .hasExactlyElementsOfTypes(AuthorizationExpired.class, Adjusted.class, BalanceExhausted.class);
    }

    @Test
    void credits_given_clear_an_exhausted_balance() {
        var exhausted = change(accountWithHold(), adjustment("-12", LATER)).account();

        var given = List.<AccountCommand<?>>of(
                adjustment("3", LATER),
                new CreditTopUp(newIdAt(LATER), Eur.of("3"), LATER),
                new ClawBackCredits(newIdAt(LATER), Eur.of("-3"), LATER));

        assertThat(given)
                .extracting(command -> change(exhausted, command).account())
                .allSatisfy(account -> {
                    assertThat(account.balance()).isEqualTo(Eur.of("1"));
                    assertThat(account.monthToDate().isBalanceExhausted()).isFalse();
                });
    }

    @Test
    void credits_taken_from_an_exhausted_balance_are_reported_no_second_time() {
        var exhausted = change(accountWithHold(), adjustment("-12", LATER)).account();

        var taken = List.<AccountCommand<?>>of(
                adjustment("-3", LATER), new ClawBackCredits(newIdAt(LATER), Eur.of("3"), LATER));

        assertThat(taken).extracting(command -> change(exhausted, command)).allSatisfy(change -> {
            assertThat(change.account().balance()).isEqualTo(Eur.of("-5"));
            assertThat(change.account().monthToDate().isBalanceExhausted()).isTrue();
            assertThat(change.events()).doesNotHaveAnyElementsOfTypes(BalanceExhausted.class);
        });
    }

    @Test
    void a_month_that_begins_reaches_no_threshold_before_something_is_used() {
        var account = change(Account.open(ROME), limitsChange("0", "10", NOON)).account();

        var timeZone = change(account, new ChangeTimeZone(ZoneId.of("Asia/Tokyo"), NEXT_MONTH));
        var begun = change(timeZone.account(), new BeginTopUp(newIdAt(NEXT_MONTH), 1, NEXT_MONTH));

        assertThat(timeZone.events()).isEmpty();
        assertThat(begun.events()).isEmpty();
    }

    @Test
    void a_limit_that_is_lifted_is_reached_no_longer() {
        var funded = change(Account.open(ROME), adjustment("10", NOON)).account();
        var reached = change(funded, limitsChange("0", "0", NOON)).account();
        var used = change(reached, bookReports(NOON, queryReport(1, NOON))).account();

        var lifted =
                change(used, new ChangeLimits(Optional.empty(), Optional.empty(), Optional.empty(), GIULIA, LATER));

        assertThat(used.monthToDate().isLimitReached()).isTrue();
        assertThat(lifted.account().monthToDate().isLimitReached()).isFalse();
    }

    @Test
    void an_account_has_at_most_128_open_holds() {
        var account = change(Account.open(ROME), adjustment("1000", NOON)).account();
        for (int i = 0; i < AccountHolds.MAX_OPEN; i++) {
            account = change(account, authorization(NOON, Optional.of(Duration.ofHours(1))))
                    .account();
        }

        var refused = change(account, authorization(NOON, Optional.of(Duration.ofHours(1))));

        assertThat(account.holds().open()).hasSize(128);
        assertThat(refused.account().holds().open()).hasSize(128);
        assertThat(refused.reports().getFirst().lines())
                .singleElement()
                .satisfies(line -> assertThat(line.status()).isEqualTo(LineStatus.REFUSED));
    }

    /// An account with EUR 10 and a hold that is overdue at `LATER`.
    private static Account accountWithHold() {
        var opened = change(Account.open(ROME), adjustment("10", NOON)).account();
        return change(opened, authorization(NOON, Optional.of(Duration.ofMinutes(5))))
                .account();
    }

    private static AuthorizeUsage authorization(Instant now, Optional<Duration> expiresIn) {
        var use = line("query.run", "1", now);
        var price = PRICES.findPrice(use.operation(), now).orElseThrow();
        return new AuthorizeUsage(
                newIdAt(now), 1, "/features/test", Optional.of(PricedLine.of(use, price)), expiresIn, now);
    }

    private static AccountChange change(Account account, AccountCommand<?> command) {
        return ((Append<?>) command.decide(account, IdLookup.EMPTY)).change();
    }
}
