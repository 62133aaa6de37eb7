package credits.simulation;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.limitsChange;
import static credits.TestData.newIdAt;
import static credits.TestData.queryReport;
import static org.assertj.core.api.Assertions.assertThat;

import credits.account.AccountHolds;
import credits.account.CategoryTotal;
import credits.account.MonthToDate;
import credits.account.command.AuthorizationReply;
import credits.account.command.AuthorizeUsage;
import credits.account.command.BookReports;
import credits.ledger.Segment;
import credits.money.Eur;
import credits.pricing.OperationCategory;
import credits.usage.PricedLine;
import credits.usage.PricedReport;
import credits.usage.ReportRejection.RejectionReason;
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
    // The longest month, with all its days.
    private static final Instant LAST_OF_YEAR = Instant.parse("2026-12-31T12:00:00Z");
    private static final int MAX_ITEM_BYTES = 400 * 1_024;
    private static final int THIRTY_WRITE_UNITS = 30 * 1_024;

    private AccountScript account = new AccountScript();

    CommitBoundsTest() {
        var _ = account.commit(adjustment("999999999", NOON));
    }

    @Test
    void a_month_lists_31_categories_by_name_and_sums_the_others() {
        for (int i = 0; i < 100; i++) {
            var _ = account.commit(bookReports(LongNames.reportOf(i, 1, NOON)));
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
        bookAll(List.of(LongNames.reportOf(0, 600, NOON), LongNames.reportOf(600, 600, NOON), queryReport(1, NOON)));

        assertThat(account.head().account().monthToDate().operationCount()).isEqualTo(1_201);
        assertBounded();
    }

    @Test
    void a_report_whose_names_alone_exceed_a_segment_is_refused_with_the_reason() {
        var tooLarge = LongNames.reportOf(0, 1_000, NOON);

        assertThat(tooLarge.rejection().orElseThrow().reason()).isEqualTo(RejectionReason.TOO_LARGE);
        assertThat(account.commit(bookReports(tooLarge)))
                .containsExactly(
                        new BookReports.Verdict.Refused(tooLarge.rejection().orElseThrow()));
    }

    @Test
    void an_account_at_all_its_bounds_at_once_goes_on() {
        var start = LAST_OF_YEAR.minus(Duration.ofDays(26 * 30L + 31));
        account = new AccountScript();
        var _ = account.commit(adjustment("999999999", start));
        for (int month = 0; month < 26; month++)
            bookAll(List.of(LongNames.reportOf(month, 1, start.plus(Duration.ofDays(30L * month)))));
        for (int day = 1; day < 31; day++)
            bookAll(List.of(LongNames.reportOf(2 * day, 2, LAST_OF_YEAR.minus(Duration.ofDays(31L - day)))));
        for (int i = 0; i < 9; i++) {
            var _ = account.commit(limitsChange("0.00000" + (9 - i), "999999", LAST_OF_YEAR));
        }
        for (int i = 0; i < AccountHolds.MAX_CLOSED; i++) {
            var _ = account.commit(authorize(priced(0), Optional.empty()));
        }
        int opened = openHoldsWithLongNames();
        System.out.println("open holds with the longest names: " + opened);

        var batch = new ArrayList<PricedReport>();
        var later = LAST_OF_YEAR.plus(Duration.ofMinutes(8));
        batch.add(LongNames.reportOf(100, 600, later));
        for (int i = 0; i < 9; i++) batch.add(LongNames.reportOf(700 + 10 * i, 10, later));
        bookAll(batch);
        var _ = account.commit(adjustment("5", later));

        var head = account.head().account();
        assertThat(head.pastMonths()).hasSize(24);
        assertThat(head.monthToDate().days()).hasSize(31);
        assertThat(head.monthToDate().categories()).hasSize(32);
        assertThat(head.holds().closed()).hasSize(32);
        assertThat(opened).isGreaterThan(10);
        assertBounded();
    }

    // As many as the names of their prices leave room for, and then of one price as many as may be open.
    private int openHoldsWithLongNames() {
        int opened = 0;
        for (int i = 0; i < AccountHolds.MAX_OPEN; i++) {
            var reply = account.commit(authorize(priced(i), Optional.of(A_MINUTE)));
            if (!(reply instanceof AuthorizationReply.Decided(var change))
                    || change.account().holds().open().size() == opened) break;
            opened++;
        }
        for (int i = opened; i < AccountHolds.MAX_OPEN; i++) {
            var _ = account.commit(authorize(priced(0), Optional.of(A_MINUTE)));
        }
        assertThat(account.head().account().holds().open()).hasSize(AccountHolds.MAX_OPEN);
        return opened;
    }

    private static AuthorizeUsage authorize(PricedLine line, Optional<Duration> expiresIn) {
        return new AuthorizeUsage(
                newIdAt(LAST_OF_YEAR), 1, AccountScript.SERVICE, Optional.of(line), expiresIn, LAST_OF_YEAR);
    }

    private static PricedLine priced(int number) {
        var line = LongNames.line(number, LAST_OF_YEAR);
        return PricedLine.of(
                line, LongNames.PRICES.findPrice(line.operation(), LAST_OF_YEAR).orElseThrow());
    }

    private void bookAll(List<PricedReport> reports) {
        for (var rest = reports; !rest.isEmpty(); ) {
            var verdicts = account.commit(new BookReports(rest, rest.getFirst().sentAt()));
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
}
