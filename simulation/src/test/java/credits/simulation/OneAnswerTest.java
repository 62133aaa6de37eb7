package credits.simulation;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.line;
import static credits.TestData.newIdAt;
import static credits.TestData.queryReport;
import static credits.TestData.report;
import static org.assertj.core.api.Assertions.assertThat;

import credits.TestData;
import credits.account.AccountHolds;
import credits.account.ClosedHold.HoldOutcome;
import credits.account.command.AdjustCredits;
import credits.account.command.AuthorizationReply;
import credits.account.command.AuthorizationReply.AlreadyDecided;
import credits.account.command.AuthorizationReply.HoldClosed;
import credits.account.command.AuthorizeUsage;
import credits.account.command.RecordedAuthorizationResult;
import credits.account.command.RefuseOverpricedUsage;
import credits.identity.AuthorizationId;
import credits.identity.UniqueId;
import credits.money.Eur;
import credits.simulation.store.StoreOperation;
import credits.usage.UsageLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One key has one answer, for ever: whatever has become of prices, holds and clocks since.
class OneAnswerTest {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final Instant LATER = NOON.plus(Duration.ofMinutes(8));

    private static final AuthorizationReply EXPIRED = new HoldClosed(HoldOutcome.EXPIRED);

    private final AccountScript account = new AccountScript();

    OneAnswerTest() {
        var _ = account.commit(adjustment("10000000", NOON));
    }

    @Test
    void a_use_refused_for_its_price_stays_refused_under_other_prices() {
        var key = newIdAt(NOON);

        var first = account.commit(new RefuseOverpricedUsage(key, 1, AccountScript.SERVICE, NOON));
        var affordable = AccountScript.priced(line("query.run", "1", LATER));
        var again = account.commit(
                new AuthorizeUsage(key, 1, AccountScript.SERVICE, Optional.of(affordable), Optional.empty(), LATER));

        assertThat(RecordedAuthorizationResult.from(AccountScript.decided(first), key))
                .isEqualTo(new RecordedAuthorizationResult.Overpriced());
        assertThat(again).isEqualTo(new AlreadyDecided(1));
        assertThat(RecordedAuthorizationResult.from(account.head().toChange(), key))
                .isEqualTo(new RecordedAuthorizationResult.Overpriced());
    }

    @Test
    void a_capture_refused_for_its_price_stays_refused_and_leaves_the_hold_open() {
        var hold = account.hold(NOON, A_MINUTE);
        var key = newIdAt(NOON);

        var refused = account.capture(hold, key, "999999999", NOON);
        var _ = account.capture(hold, newIdAt(NOON), "1", NOON);
        var again = account.capture(hold, key, "999999999", LATER);

        assertThat(RecordedAuthorizationResult.from(AccountScript.decided(refused), key))
                .isEqualTo(new RecordedAuthorizationResult.Overpriced());
        assertThat(again).isEqualTo(new AlreadyDecided(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {40, AccountHolds.MAX_OPEN})
    void every_hold_that_expired_is_reported_as_expired_however_many_expired_together(int count) {
        var holds = openHolds(count);
        var _ = account.commit(bookReports(queryReport(1, LATER)));

        for (var hold : holds)
            assertThat(account.capture(hold, newIdAt(LATER), "1", LATER)).isEqualTo(EXPIRED);
        for (int i = 0; i < count; i++) {
            var _ = account.commit(bookReports(queryReport(1, LATER)));
        }
        for (var hold : holds)
            assertThat(account.release(hold, newIdAt(LATER), LATER)).isEqualTo(EXPIRED);
    }

    @Test
    void the_end_of_a_hold_is_found_thousands_of_commits_later_in_a_few_reads() {
        var expired = account.hold(NOON, A_MINUTE);
        var captured = account.hold(NOON, A_MINUTE);
        var released = account.hold(NOON, A_MINUTE);
        for (int i = 0; i < 1_500; i++) {
            var _ = account.commit(bookReports(queryReport(1, NOON)));
        }
        var _ = account.capture(captured, newIdAt(NOON), "1", NOON);
        var _ = account.release(released, newIdAt(NOON), NOON);
        for (int i = 0; i < 1_500; i++) {
            var _ = account.commit(bookReports(queryReport(1, LATER)));
        }
        var readsBefore = account.capacity(StoreOperation.GET).requests();

        assertThat(account.release(expired, newIdAt(LATER), LATER)).isEqualTo(EXPIRED);
        assertThat(account.release(captured, newIdAt(LATER), LATER)).isEqualTo(new HoldClosed(HoldOutcome.CAPTURED));
        assertThat(account.release(released, newIdAt(LATER), LATER)).isEqualTo(new HoldClosed(HoldOutcome.RELEASED));
        assertThat(account.release(AuthorizationId.of(2_000, 1), newIdAt(LATER), LATER))
                .isEqualTo(new AuthorizationReply.UnknownHold());
        assertThat(account.capacity(StoreOperation.GET).requests() - readsBefore)
                .isLessThanOrEqualTo(4 * 2 * 12);
    }

    @Test
    void holds_that_one_commit_settles_are_captured_however_many_they_are() {
        var holds = openHolds(40);
        var lines = holds.stream().map(hold -> settling(hold)).toArray(UsageLine[]::new);
        var _ = account.commit(bookReports(report(newIdAt(NOON), NOON, lines)));

        for (var hold : holds)
            assertThat(account.release(hold, newIdAt(NOON), NOON)).isEqualTo(new HoldClosed(HoldOutcome.CAPTURED));
    }

    private static UsageLine settling(AuthorizationId hold) {
        var line = line("query.run", "1", NOON);
        return new UsageLine(
                line.operation(), line.quantity(), NOON, Optional.empty(), Optional.empty(), Optional.of(hold));
    }

    @Test
    void a_new_second_has_its_five_refusals_even_if_reports_moved_the_clock_there() {
        refuseFiveTimes(NOON);
        assertThat(refusal(NOON)).isEqualTo(new AuthorizationReply.TooManyRefusals());
        var nextSecond = NOON.plusSeconds(1);

        var _ = account.commit(bookReports(queryReport(1, NOON), queryReport(1, nextSecond)));

        refuseFiveTimes(nextSecond);
        assertThat(refusal(nextSecond)).isEqualTo(new AuthorizationReply.TooManyRefusals());
    }

    @Test
    void a_new_key_is_accepted_for_35_days_and_a_known_one_for_ever() {
        var now = NOON.plus(UniqueId.MAX_AGE);
        var known = newIdAt(NOON);
        var _ = account.commit(new RefuseOverpricedUsage(known, 1, AccountScript.SERVICE, NOON));
        long segments = account.head().number();

        assertThat(account.commit(authorization(newIdAt(NOON.minusMillis(1)), now)))
                .isEqualTo(new AuthorizationReply.KeyTooOld());
        assertThat(account.capture(AuthorizationId.of(1, 1), newIdAt(NOON.minusMillis(1)), "1", now))
                .isEqualTo(new AuthorizationReply.KeyTooOld());
        assertThat(account.commit(new AdjustCredits(
                        newIdAt(NOON.minusMillis(1)), 1, Eur.of("1"), TestData.GIULIA, "too old", now)))
                .isEqualTo(AdjustCredits.Outcome.KEY_TOO_OLD);
        assertThat(account.head().number()).isEqualTo(segments);
        assertThat(account.commit(authorization(newIdAt(NOON), now))).isInstanceOf(AuthorizationReply.Decided.class);
        assertThat(account.commit(authorization(known, now.plus(UniqueId.MAX_AGE))))
                .isEqualTo(new AlreadyDecided(1));
    }

    private static AuthorizeUsage authorization(UniqueId key, Instant at) {
        var line = AccountScript.priced(line("query.run", "1", at));
        return new AuthorizeUsage(key, 1, AccountScript.SERVICE, Optional.of(line), Optional.empty(), at);
    }

    private void refuseFiveTimes(Instant at) {
        for (int i = 0; i < AccountHolds.MAX_REFUSALS_PER_SECOND; i++) {
            var _ = AccountScript.decided(refusal(at));
        }
    }

    private AuthorizationReply refusal(Instant at) {
        return account.commit(
                new AuthorizeUsage(newIdAt(at), 1, AccountScript.SERVICE, Optional.empty(), Optional.empty(), at));
    }

    private List<AuthorizationId> openHolds(int count) {
        var holds = new ArrayList<AuthorizationId>();
        for (int i = 0; i < count; i++) holds.add(account.hold(NOON, A_MINUTE));
        return holds;
    }
}
