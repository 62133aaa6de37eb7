package credits.infrastructure;

import credits.settings.EnvironmentVariable;

/// The function of the platform's operators: prices, adjustments, the seller's books, accounts to look at, and
/// webhooks.
final class OperatorFunction {
    private OperatorFunction() {}

    static void configure(JavaFunction operator, DataStack dataStack, StageSettings settings) {
        var table = dataStack.accountTable();
        operator.setEnvironment(EnvironmentVariable.LARGEST_ADJUSTMENT, Integer.toString(settings.largestAdjustment()));
        operator.setEnvironment(EnvironmentVariable.DAILY_ADJUSTMENTS, Integer.toString(settings.dailyAdjustments()));
        operator.allowRead(
                table,
                ItemKind.ACCOUNTS,
                ItemKind.INVOICES,
                ItemKind.OPERATORS,
                ItemKind.ORGANISATIONS,
                ItemKind.PRICES,
                ItemKind.RECONCILIATION,
                ItemKind.WEBHOOK_ENDPOINTS,
                ItemKind.WEBHOOK_DELIVERIES);
        operator.allowGetItem(table, ItemKind.PROFILES);
        dataStack.invoiceBucket().grantRead(operator);
        operator.allowPut(
                table,
                ItemKind.ORGANISATIONS,
                ItemKind.PRICES,
                ItemKind.WEBHOOK_ENDPOINTS,
                ItemKind.WEBHOOK_DELIVERIES);
        operator.allowPutInTransactions(table, ItemKind.ACCOUNTS, ItemKind.OPERATORS);
    }
}
