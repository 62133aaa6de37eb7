package credits.ledger.verification;

import static java.util.stream.Collectors.toMap;

import credits.account.CategoryTotal;
import credits.account.DayTotal;
import credits.account.MonthToDate;
import credits.money.Eur;
import credits.pricing.OperationCategory;
import credits.usage.BookedLine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Replays the totals of a month, line by line. Every entry is listed with its day and category; one that is not
/// debited costs nothing and is no operation.
final class MonthReplay {
    private static final int MAX_NAMED_CATEGORIES = 31;

    private final LocalDate day;
    private final long segmentNumber;
    private final List<DayTotal> days;
    private final List<CategoryTotal> categories;

    /// @param before the month before the change
    /// @param day the day of the change
    /// @param segmentNumber the number of its segment
    MonthReplay(MonthToDate before, LocalDate day, long segmentNumber) {
        this.day = day;
        this.segmentNumber = segmentNumber;
        this.days = new ArrayList<>(before.days());
        this.categories = new ArrayList<>(before.categories());
    }

    void add(BookedLine line) {
        var cost = line.isDebited() ? line.pricedLine().cost() : Eur.ZERO;
        int operations = line.isDebited() ? 1 : 0;
        addToDay(cost, operations);
        addToCategory(line.pricedLine().category(), cost, operations);
    }

    private void addToDay(Eur cost, int operations) {
        boolean isListed = !days.isEmpty() && days.getLast().date().equals(day);
        var old = isListed ? days.removeLast() : new DayTotal(day, Eur.ZERO, 0, segmentNumber);
        days.add(new DayTotal(
                day, old.cost().plus(cost), Math.addExact(old.operationCount(), operations), old.firstSegment()));
    }

    private void addToCategory(OperationCategory category, Eur cost, int operations) {
        boolean isNamed = categories.size() < MAX_NAMED_CATEGORIES
                || categories.stream().anyMatch(total -> total.category().equals(category));
        var listed = isNamed ? category : OperationCategory.OTHER;
        var old = categories.stream()
                .filter(total -> total.category().equals(listed))
                .findFirst()
                .orElse(new CategoryTotal(listed, Eur.ZERO, 0));
        categories.removeIf(total -> total.category().equals(listed));
        categories.add(
                new CategoryTotal(listed, old.cost().plus(cost), Math.addExact(old.operationCount(), operations)));
    }

    boolean hasDays(List<DayTotal> stated) {
        return stated.equals(days);
    }

    /// Whether the categories are `stated`. The order in which they were first used is irrelevant.
    boolean hasCategories(List<CategoryTotal> stated) {
        return stated.size() == categories.size() && byName(stated).equals(byName(categories));
    }

    private static Map<OperationCategory, CategoryTotal> byName(List<CategoryTotal> totals) {
        return totals.stream().collect(toMap(CategoryTotal::category, each -> each, (one, _) -> one));
    }
}
