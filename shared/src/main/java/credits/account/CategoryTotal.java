package credits.account;

import credits.money.Eur;
import credits.pricing.OperationCategory;

/// The amount debited in one category this month.
///
/// @param operationCount the number of debited lines
public record CategoryTotal(OperationCategory category, Eur cost, long operationCount) {
    public CategoryTotal plus(Eur moreCost, long moreOperations) {
        return new CategoryTotal(category, cost.plus(moreCost), Math.addExact(operationCount, moreOperations));
    }
}
