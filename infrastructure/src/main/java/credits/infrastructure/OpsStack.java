package credits.infrastructure;

import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

/// The monitoring stack: alarms, a dashboard and a budget. Finds all queues and functions of the other
/// stacks by itself.
final class OpsStack extends Stack {
    OpsStack(App app, StageSettings settings, DataStack dataStack, ApiStack apiStack) {
        super(
                app,
                "Ops",
                StackProps.builder()
                        .stackName(settings.stackName("ops"))
                        .description("Credits: alarms, dashboard, budget")
                        .build());
        var _ = new QueueAlarms(this, dataStack, apiStack);
        var _ = new LogAlarms(this, settings, apiStack);
        var _ = new SourceAlarms(this, settings, apiStack);
        var _ = new ThrottleAlarms(this, dataStack, apiStack);
        var _ = new HttpAlarms(this, settings, apiStack);
        var _ = new OperationsDashboard(this, settings, dataStack, apiStack);
        var _ = new MonthlyBudget(this, settings);
        dataStack.alarmTopic().subscribe(List.of(dataStack, apiStack, this));
    }
}
