package credits.ledger.close;

import credits.identity.OrganisationId;
import credits.ledger.Segment;
import credits.ledger.SegmentRun;
import credits.ledger.SegmentStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Closes the months of one account after the other. Each segment is read once: a run goes on behind the last segment
/// that the previous one added. Throws [credits.retry.ServiceUnavailableException] if the store does not answer.
public final class AccountClosing {
    // Accounts take their time from AWS, and workers' clocks differ by five minutes at most.
    private static final Duration GRACE = Duration.ofHours(1);
    private static final int PAGE_ITEMS = 64;

    private final SegmentStore segmentStore;
    private final MonthlyCloseStore closeStore;

    public AccountClosing(DynamoDbClient dynamo, String table) {
        this.segmentStore = new SegmentStore(dynamo, table);
        this.closeStore = new MonthlyCloseStore(dynamo, table);
    }

    /// The months of an account that a run has added to or closed.
    ///
    /// @param isComplete whether the end of the chain was reached
    public record ClosingResult(List<MonthTotals> months, boolean isComplete) {
        public ClosingResult {
            months = List.copyOf(months);
        }
    }

    /// Adds what was booked since the last run, as long as `hasTime` is true, and closes the months that are over.
    public ClosingResult advance(OrganisationId organisation, Instant now, BooleanSupplier hasTime) {
        return new Run(organisation).advance(now, hasTime);
    }

    /// One run over one account.
    private final class Run {
        private final OrganisationId organisation;
        private final List<MonthTotals> closed = new ArrayList<>();
        private Optional<MonthTotals> before;
        private Optional<MonthTotals> open;

        private Run(OrganisationId organisation) {
            this.organisation = organisation;
            this.before = closeStore.findOpen(organisation);
            this.open = before;
        }

        private ClosingResult advance(Instant now, BooleanSupplier hasTime) {
            boolean isComplete = readSegments(hasTime);
            if (isComplete) closeFinishedMonths(now.minus(GRACE));
            if (!open.equals(before)) open.ifPresent(month -> closeStore.saveOpen(organisation, month));
            var months = new ArrayList<>(closed);
            open.ifPresent(months::add);
            return new ClosingResult(months, isComplete);
        }

        private boolean readSegments(BooleanSupplier hasTime) {
            while (hasTime.getAsBoolean()) {
                var page = segmentStore.itemsFrom(organisation, nextSegment(), PAGE_ITEMS);
                for (var item : page.items()) SegmentRun.fromItem(item).forEach(this::add);
                if (page.isLast()) return true;
            }
            return false;
        }

        private long nextSegment() {
            return open.map(MonthTotals::nextSegment).orElse(0L);
        }

        private void add(Segment segment) {
            var month = segment.account().currentMonth();
            if (open.isEmpty()) open = Optional.of(MonthTotals.start(month));
            closeUntil(month);
            open = open.map(totals -> totals.plus(segment));
        }

        private void closeUntil(YearMonth month) {
            while (open.orElseThrow().month().isBefore(month)) {
                var complete = open.orElseThrow().close();
                closeStore.saveClosed(organisation, complete);
                closed.add(complete);
                open = Optional.of(complete.openNext());
            }
        }

        // Where nothing is booked in the new month, the account's time zone decides, which its newest segment has.
        private void closeFinishedMonths(Instant time) {
            if (open.isEmpty() || !isOverSomewhere(open.get().month(), time)) return;
            segmentStore
                    .findHead(organisation)
                    .filter(head -> head.number() + 1 == nextSegment())
                    .ifPresent(head -> closeUntil(head.account().asOf(time).currentMonth()));
        }
    }

    private static boolean isOverSomewhere(YearMonth month, Instant time) {
        return YearMonth.from(LocalDate.ofInstant(time, ZoneOffset.MAX)).isAfter(month);
    }
}
