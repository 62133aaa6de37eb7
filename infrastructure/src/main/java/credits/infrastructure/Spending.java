package credits.infrastructure;

import java.util.List;
import software.amazon.awscdk.services.budgets.CfnBudget;
import software.constructs.Construct;

/// Sends an e-mail when the AWS account is about to exceed the stage's monthly budget. It covers the whole AWS account:
/// costs per stage would need a cost allocation tag, and forgetting to activate it would go unnoticed.
final class Spending extends Construct {
    Spending(Construct scope, Settings settings) {
        super(scope, "Spending");
        var _ = CfnBudget.Builder.create(this, "Budget")
                .budget(CfnBudget.BudgetDataProperty.builder()
                        .budgetType("COST")
                        .timeUnit("MONTHLY")
                        .budgetLimit(CfnBudget.SpendProperty.builder()
                                .amount(settings.monthlyBudget())
                                .unit("USD")
                                .build())
                        .build())
                .notificationsWithSubscribers(
                        List.of(at(Kind.ACTUAL, 80, settings), at(Kind.FORECASTED, 100, settings)))
                .build();
    }

    private enum Kind {
        ACTUAL,
        FORECASTED
    }

    private static CfnBudget.NotificationWithSubscribersProperty at(Kind kind, int percent, Settings settings) {
        return CfnBudget.NotificationWithSubscribersProperty.builder()
                .notification(CfnBudget.NotificationProperty.builder()
                        .notificationType(kind.name())
                        .comparisonOperator("GREATER_THAN")
                        .threshold(percent)
                        .build())
                .subscribers(List.of(CfnBudget.SubscriberProperty.builder()
                        .subscriptionType("EMAIL")
                        .address(settings.alarmMail().value())
                        .build()))
                .build();
    }
}
