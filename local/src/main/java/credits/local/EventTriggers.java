package credits.local;

import credits.local.aws.events.DynamoDbStreamPipe;
import credits.local.aws.events.LocalEventBus;
import credits.local.aws.events.ScheduleRunner;
import credits.local.aws.events.SqsPipe;
import credits.local.aws.sqs.SqsPoller;
import credits.local.aws.template.DeploymentTemplate;
import credits.local.aws.template.PipeDefinition;
import credits.local.aws.template.PipeDefinition.PipeSource.QueueSource;
import credits.local.aws.template.PipeDefinition.PipeSource.TableStreamSource;
import credits.local.cli.TerminalOutput;
import credits.local.clock.ShiftedClock;

/// Everything that invokes functions apart from the API: event source mappings, pipes and schedules.
final class EventTriggers {
    private final DeploymentTemplate template;
    private final BackingServices services;
    private final FunctionRegistry functions;
    private final LocalEventBus eventBus;
    private final ShiftedClock clock;
    private final TerminalOutput console;

    EventTriggers(
            DeploymentTemplate template,
            BackingServices services,
            FunctionRegistry functions,
            LocalEventBus eventBus,
            ShiftedClock clock,
            TerminalOutput console) {
        this.template = template;
        this.services = services;
        this.functions = functions;
        this.eventBus = eventBus;
        this.clock = clock;
        this.console = console;
    }

    /// The template's schedules, not started yet.
    ScheduleRunner scheduleRunner() {
        return new ScheduleRunner(
                template.schedules(), schedule -> functions.instancesOf(schedule.function()), clock, console::failure);
    }

    /// Starts all event source mappings and pipes.
    void startAll(ResourceCloser resourceCloser) {
        for (var mapping : template.mappings()) {
            var function = functions.instancesOf(mapping.function());
            var _ = resourceCloser.register(
                    new SqsPoller(mapping, function, services.sqs().client(), clock.offset(), console::failure));
        }
        for (var pipe : template.pipes()) startPipe(pipe, resourceCloser);
    }

    private void startPipe(PipeDefinition pipe, ResourceCloser resourceCloser) {
        var enrichment = functions.instancesOf(pipe.enrichment());
        switch (pipe.pipeSource()) {
            case TableStreamSource(var table) -> {
                var stream = resourceCloser.register(services.dynamoDb().stream(table.name()));
                var _ = resourceCloser.register(new DynamoDbStreamPipe(
                        pipe, enrichment, eventBus, stream.arn(), stream.client(), console::failure));
            }
            case QueueSource(var queue) -> {
                var sqsClient = services.sqs().client();
                var _ = resourceCloser.register(
                        new SqsPipe(pipe, queue, enrichment, eventBus, sqsClient, console::failure));
            }
        }
    }
}
