package credits.infrastructure;

import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

/// The monitoring stack: alarms, a dashboard and a budget. Finds all queues and functions of the other
/// stacks by itself.
final class Ops extends Stack {
    Ops(App app, Settings settings, Data data, Api api) {
        super(
                app,
                "Ops",
                StackProps.builder()
                        .stackName(settings.stackName("ops"))
                        .description("Credits: alarms, dashboard, budget")
                        .build());
        var _ = new QueueAlarms(this, data, api);
        var _ = new LogAlarms(this, settings, api);
        var _ = new HttpAlarms(this, settings, api);
        var _ = new Board(this, settings, data, api);
        var _ = new Spending(this, settings);
        data.pager().hear(List.of(data, api, this));
    }
}
