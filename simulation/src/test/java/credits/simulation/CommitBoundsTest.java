package credits.simulation;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.limitsChange;
import static credits.TestData.newIdAt;
import static credits.TestData.queryReport;
import static org.assertj.core.api.Assertions.assertThat;

import credits.TestData;
import credits.account.AccountHolds;
import credits.account.CategoryTotal;
import credits.account.DomainEvent.AuthorizationExpired;
import credits.account.MonthToDate;
import credits.account.command.AuthorizationReply;
import credits.account.command.AuthorizeUsage;
import credits.account.command.BookReports;
import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.UsageReference;
import credits.ledger.Segment;
import credits.money.Eur;
import credits.money.Quantity;
import credits.pricing.BillingUnit;
import credits.pricing.OperationCategory;
import credits.pricing.Price;
import credits.pricing.PriceBook;
import credits.pricing.PriceList;
import credits.pricing.UnitRate;
import credits.usage.BookedLine;
import credits.usage.BookedLine.LineStatus;
import credits.usage.PricedLine;
import credits.usage.PricedReport;
import credits.usage.ReportRejection.RejectionReason;
import credits.usage.UsageLine;
import credits.usage.UsageReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// No commit that callers can cause is too large, and whatever an account carries, it goes on.
class CommitBoundsTest {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final Instant LATER = NOON.plus(Duration.ofMinutes(8));
    private static final int MAX_ITEM_BYTES = 400 * 1_024;
    private static final int THIRTY_WRITE_UNITS = 30 * 1_024;
    private static final int PRICE_LISTS = 35;
    private static final int MAX_CATEGORIES = 32;
    private static final int MAX_UNITS = 64;
    private static final PriceBook PRICES = pricesWithLongNames();

    private AccountScript account = new AccountScript();

    CommitBoundsTest() {
        var _ = account.commit(adjustment("999999999", NOON));
    }

    @Test
    void the_state_takes_at_most_40_bytes_a_hold_whatever_their_references() {
        int before = stateBytes();

        openHolds();
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
        return account.head()
                .reports()
                .getLast()
                .lines()
                .getLast()
                .pricedLine()
                .line();
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

    @Test
    void a_month_lists_31_categories_by_name_and_sums_the_others() {
        for (int i = 0; i < 100; i++) {
            var _ = account.commit(bookReports(reportOf(i, 1, NOON)));
        }

        var month = account.head().account().monthToDate();

        assertThat(month.categories()).hasSize(MonthToDate.MAX_NAMED_CATEGORIES + 1);
        assertThat(month.categories().getLast().category()).isEqualTo(OperationCategory.OTHER);
        assertThat(month.categories().getLast().operationCount()).isEqualTo(38);
        assertThat(month.categories().stream().map(CategoryTotal::cost).reduce(Eur.ZERO, Eur::plus))
                .isEqualTo(month.used());
    }

    @Test
    void full_reports_whose_prices_have_names_of_their_own_are_booked_one_by_one() {
        bookAll(List.of(reportOf(0, 600, NOON), reportOf(600, 600, NOON), queryReport(1, NOON)));

        assertThat(account.head().account().monthToDate().operationCount()).isEqualTo(1_201);
        assertBounded();
    }

    @Test
    void a_report_whose_names_alone_exceed_a_segment_is_refused_with_the_reason() {
        var tooLarge = reportOf(0, 1_000, NOON);

        assertThat(tooLarge.rejection().orElseThrow().reason()).isEqualTo(RejectionReason.TOO_LARGE);
        assertThat(account.commit(bookReports(tooLarge)))
                .containsExactly(
                        new BookReports.Verdict.Refused(tooLarge.rejection().orElseThrow()));
    }

    @Test
    void an_account_at_all_its_bounds_at_once_goes_on() {
        var start = Instant.parse("2024-10-01T12:00:00Z");
        account = new AccountScript();
        var _ = account.commit(adjustment("999999999", start));
        for (int month = 0; month < 26; month++)
            bookAll(List.of(reportOf(month, 1, start.plus(Duration.ofDays(30L * month)))));
        for (int day = 1; day < 22; day++)
            bookAll(List.of(reportOf(2 * day, 2, NOON.minus(Duration.ofDays(22L - day)))));
        for (int i = 0; i < 9; i++) {
            var _ = account.commit(limitsChange("0.00000" + (9 - i), "999999", NOON));
        }
        int opened = openHoldsWithLongNames();
        System.out.println("open holds with the longest names: " + opened);

        var batch = new ArrayList<PricedReport>();
        batch.add(reportOf(100, 600, LATER));
        for (int i = 0; i < 9; i++) batch.add(reportOf(700 + 10 * i, 10, LATER));
        bookAll(batch);
        var _ = account.commit(adjustment("5", LATER));

        assertThat(account.head().account().pastMonths()).hasSize(24);
        assertThat(account.head().account().monthToDate().days()).hasSize(22);
        assertThat(opened).isGreaterThan(10);
        assertBounded();
    }

    // As many as the names of their prices leave room for, and then of one price as many as may be open.
    private int openHoldsWithLongNames() {
        int opened = 0;
        for (int i = 0; i < AccountHolds.MAX_OPEN; i++) {
            var line = line(i, NOON);
            var priced = PRICES.findPrice(line.operation(), NOON)
                    .map(price -> PricedLine.of(line, price))
                    .orElseThrow();
            var reply = account.commit(new AuthorizeUsage(
                    newIdAt(NOON), 1, AccountScript.SERVICE, Optional.of(priced), Optional.of(A_MINUTE), NOON));
            if (!(reply instanceof AuthorizationReply.Decided(var change))
                    || change.account().holds().open().size() == opened) break;
            opened++;
        }
        for (int i = opened; i < AccountHolds.MAX_OPEN; i++) {
            var _ = account.commit(new AuthorizeUsage(
                    newIdAt(NOON),
                    1,
                    AccountScript.SERVICE,
                    Optional.of(priced()),
                    Optional.of(A_MINUTE),
                    NOON));
        }
        assertThat(account.head().account().holds().open()).hasSize(AccountHolds.MAX_OPEN);
        return opened;
    }

    private static PricedLine priced() {
        var line = line(0, NOON);
        return PricedLine.of(
                line, PRICES.findPrice(line.operation(), NOON).orElseThrow());
    }

    private List<AuthorizationId> openHolds() {
        var holds = new ArrayList<AuthorizationId>();
        for (int i = 0; i < AccountHolds.MAX_OPEN; i++) holds.add(account.hold(NOON, A_MINUTE, i));
        return holds;
    }

    private void bookAll(List<PricedReport> reports) {
        for (var rest = reports; !rest.isEmpty(); ) {
            var verdicts = account.commit(new BookReports(rest));
            assertThat(verdicts).hasOnlyElementsOfType(BookReports.Verdict.Booked.class);
            rest = rest.subList(verdicts.size(), rest.size());
        }
    }

    private void assertBounded() {
        int largest = 0;
        for (var item : account.store().history()) {
            int bytes = bytes(item);
            if (!item.containsKey("state")) continue;
            boolean isOneReport = Segment.fromItem(item).recordedIds().size() == 1 && bytes > THIRTY_WRITE_UNITS;
            assertThat(bytes).isLessThanOrEqualTo(isOneReport ? MAX_ITEM_BYTES : THIRTY_WRITE_UNITS);
            largest = Math.max(largest, bytes);
        }
        System.out.println("largest item: " + largest + " bytes");
    }

    private static int bytes(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToInt(each -> each.getKey().length()
                        + (each.getValue().b() == null
                                ? 80
                                : each.getValue().b().asByteArrayUnsafe().length))
                .sum();
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

    // A list for each of 35 days with a thousand operations, as many categories and units as a list may have, and all
    // names as long as they may be.
    private static PriceBook pricesWithLongNames() {
        var lists = new ArrayList<PriceList>();
        for (int daysAgo = 0; daysAgo < PRICE_LISTS; daysAgo++)
            lists.add(priceList(daysAgo, NOON.minus(Duration.ofDays(daysAgo))));
        lists.add(priceList(PRICE_LISTS, Instant.parse("2020-01-01T00:00:00Z")));
        return new PriceBook(lists, Instant.MAX);
    }

    private static PriceList priceList(int list, Instant effectiveFrom) {
        var prices = new ArrayList<Price>();
        for (int i = 0; i < 1_000; i++) prices.add(price(list, i));
        return new PriceList(effectiveFrom, prices);
    }

    private static Price price(int list, int number) {
        var unit = new BillingUnit(
                999_999_937, "單".repeat(28) + "%02d%02d".formatted(list, number % MAX_UNITS));
        return new Price(
                operation(number),
                "n",
                new OperationCategory(
                        "類".repeat(36) + "%02d%02d".formatted(list, number % MAX_CATEGORIES)),
                new UnitRate(new Eur(1_456_789 + number), unit));
    }

    private static Operation operation(int number) {
        return new Operation("o".repeat(61) + "%03d".formatted(number));
    }

    private static UsageLine line(int number, Instant at) {
        return new UsageLine(
                operation(number % 1_000),
                new Quantity(1_000_000_007L + number),
                at.minus(Duration.ofDays(number / MAX_UNITS)),
                Optional.of(new MemberId("%064d".formatted(number))),
                Optional.of(new UsageReference("%064d".formatted(number))),
                Optional.empty());
    }

    private static PricedReport reportOf(int first, int lineCount, Instant at) {
        var lines = new ArrayList<UsageLine>();
        for (int i = first; i < first + lineCount; i++) lines.add(line(i, at));
        var report = new UsageReport(newIdAt(at), TestData.ACME, "語".repeat(200), at, lines);
        return PricedReport.of(report, at, PRICES);
    }
}
