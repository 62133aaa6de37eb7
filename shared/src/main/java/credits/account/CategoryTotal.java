package credits.account;

import credits.money.Eur;
import credits.pricing.Category;

/// The amount debited in one category this month.
///
/// @param operations the number of debited lines
public record CategoryTotal(Category category, Eur cost, long operations) {
    CategoryTotal plus(Eur moreCost, long moreOperations) {
        return new CategoryTotal(category, cost.plus(moreCost), Math.addExact(operations, moreOperations));
    }
}
