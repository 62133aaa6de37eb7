package credits.simulation;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.newIdAt;
import static credits.TestData.queryReport;
import static org.assertj.core.api.Assertions.assertThat;

import credits.TestData;
import credits.account.AccountHolds;
import credits.account.DomainEvent.AuthorizationExpired;
import credits.account.command.BookReports;
import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.UsageReference;
import credits.ledger.Segment;
import credits.money.Eur;
import credits.usage.BookedLine;
import credits.usage.BookedLine.LineStatus;
import credits.usage.UsageLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// As many holds as may be open: what each commit carries of them, and how they expire together.
class HoldBoundsTest {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final Instant LATER = NOON.plus(Duration.ofMinutes(8));

    private final AccountScript account = new AccountScript();

    HoldBoundsTest() {
        var _ = account.commit(adjustment("999999999", NOON));
    }

    @Test
    void the_state_takes_at_most_40_bytes_a_hold_whatever_their_references() {
        int before = stateBytes();

        var _ = openHolds();
        var _ = account.commit(bookReports(queryReport(1, NOON)));

        System.out.println("state: " + (stateBytes() - before) + " bytes for 128 holds");
        assertThat(stateBytes() - before).isLessThanOrEqualTo(AccountHolds.MAX_OPEN * 40);
    }

    @Test
    void entries_of_settled_and_expired_holds_have_the_member_and_the_reference_again() {
        var captured = account.hold(NOON, A_MINUTE, 1);
        var released = account.hold(NOON, A_MINUTE, 2);
        var _ = account.hold(NOON, A_MINUTE, 3);
        account.replaceWorker();

        var _ = account.capture(captured, newIdAt(NOON), "1", NOON);
        var captureLine = lastLine();
        var _ = account.release(released, newIdAt(NOON), NOON);
        var releaseLine = lastLine();
        account.replaceWorker();
        var _ = account.commit(adjustment("1", LATER));

        assertThat(captureLine.member()).contains(new MemberId("usr_%060d".formatted(1)));
        assertThat(captureLine.reference()).contains(new UsageReference("ref-%060d".formatted(1)));
        assertThat(releaseLine).isEqualTo(AccountScript.query("1", NOON, 2));
        assertThat(lastLine()).isEqualTo(AccountScript.query("1", NOON, 3));
    }

    private UsageLine lastLine() {
        return account.head().reports().getLast().lines().getLast().pricedLine().line();
    }

    @Test
    void holds_that_expire_together_free_their_credits_at_once_and_are_closed_by_several_commits() {
        var holds = openHolds();

        var _ = account.commit(bookReports(queryReport(1, LATER)));

        assertThat(account.head().account().held()).isEqualTo(Eur.ZERO);
        assertThat(account.head().account().holds().open())
                .hasSize(AccountHolds.MAX_OPEN - AccountHolds.MAX_EXPIRIES_PER_COMMIT);
        for (int i = 1; i < AccountHolds.MAX_OPEN / AccountHolds.MAX_EXPIRIES_PER_COMMIT; i++) {
            var _ = account.commit(adjustment("1", LATER));
        }
        assertThat(account.head().account().holds().open()).isEmpty();
        assertThat(expiredHolds()).hasSize(AccountHolds.MAX_OPEN).hasSameElementsAs(holds);
        assertThat(releasedEntries()).isEqualTo(AccountHolds.MAX_OPEN);
    }

    @Test
    void an_expired_hold_that_waits_for_its_entry_pays_for_nothing() {
        var holds = openHolds();
        var balance = account.head().account().balance();
        var _ = account.commit(bookReports(queryReport(1, LATER)));
        var _ = account.commit(adjustment("-" + balance.minus(Eur.of("0.24")), LATER));

        var settling = TestData.report(newIdAt(LATER), LATER, settling(holds.getLast()), settling(holds.getLast()));
        var verdicts = account.commit(bookReports(settling));

        assertThat(verdicts).containsExactly(new BookReports.Verdict.Booked(1, 1));
        assertThat(account.head().account().balance()).isEqualTo(Eur.ZERO);
    }

    private static UsageLine settling(AuthorizationId hold) {
        var line = TestData.line("query.run", "1", LATER);
        return new UsageLine(
                line.operation(), line.quantity(), LATER, Optional.empty(), Optional.empty(), Optional.of(hold));
    }

    private List<AuthorizationId> openHolds() {
        var holds = new ArrayList<AuthorizationId>();
        for (int i = 0; i < AccountHolds.MAX_OPEN; i++) holds.add(account.hold(NOON, A_MINUTE, i));
        return holds;
    }

    private int stateBytes() {
        var state = account.store().history().getLast().get("state");
        return state == null ? 0 : state.b().asByteArrayUnsafe().length;
    }

    private List<AuthorizationId> expiredHolds() {
        return segments().stream()
                .flatMap(segment -> segment.events().stream())
                .filter(AuthorizationExpired.class::isInstance)
                .map(event -> ((AuthorizationExpired) event).id())
                .toList();
    }

    private long releasedEntries() {
        return segments().stream()
                .flatMap(segment -> segment.reports().stream())
                .flatMap(report -> report.lines().stream())
                .map(BookedLine::status)
                .filter(LineStatus.RELEASED::equals)
                .count();
    }

    private List<Segment> segments() {
        return account.store().history().stream()
                .filter(item -> item.containsKey("state"))
                .map(Segment::fromItem)
                .toList();
    }
}
