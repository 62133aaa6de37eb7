package credits.local;

import credits.local.events.Bus;
import credits.local.events.QueuePipe;
import credits.local.events.Schedules;
import credits.local.events.StreamPipe;
import credits.local.queue.Poller;
import credits.local.template.Pipe;
import credits.local.template.Pipe.From.Messages;
import credits.local.template.Pipe.From.Stream;
import credits.local.template.Template;

/// What invokes functions besides calls of the API: mappings of queues, pipes, schedules.
final class Triggers {
    private final Template template;
    private final Stores stores;
    private final Functions functions;
    private final Bus bus;
    private final ShiftedClock clock;
    private final Console console;

    Triggers(Template template, Stores stores, Functions functions, Bus bus, ShiftedClock clock, Console console) {
        this.template = template;
        this.stores = stores;
        this.functions = functions;
        this.bus = bus;
        this.clock = clock;
        this.console = console;
    }

    /// The template's schedules, whose clock does not run yet.
    Schedules schedules() {
        return new Schedules(
                template.schedules(), schedule -> functions.function(schedule.function()), clock, console::fault);
    }

    /// Begins with all mappings and pipes.
    void run(Running running) {
        for (var mapping : template.mappings()) {
            var function = functions.function(mapping.function());
            var _ = running.keep(
                    new Poller(mapping, function, stores.queues().client(), clock.ahead(), console::fault));
        }
        for (var pipe : template.pipes()) pipe(pipe, running);
    }

    private void pipe(Pipe pipe, Running running) {
        var enrichment = functions.function(pipe.enrichment());
        switch (pipe.from()) {
            case Stream(var table) -> {
                var stream = running.keep(stores.database().stream(table.name()));
                var _ = running.keep(
                        new StreamPipe(pipe, enrichment, bus, stream.arn(), stream.client(), console::fault));
            }
            case Messages(var queue) -> {
                var queues = stores.queues().client();
                var _ = running.keep(new QueuePipe(pipe, queue, enrichment, bus, queues, console::fault));
            }
        }
    }
}
