package credits.local;

import credits.function.debit.DebitHandler;
import credits.local.gateway.Front;
import credits.local.gateway.Front.PortTaken;
import credits.local.gateway.Gateway;
import credits.local.gateway.Provider;
import credits.local.queue.Poller;
import credits.local.template.Places;
import credits.local.template.Queue;
import credits.local.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/// The running system: everything there is, made and wired in one place.
final class Local implements AutoCloseable {
    private final Options options;
    private final Console console;
    private final InstantSource clock = InstantSource.system();
    private final RandomGenerator random = new SecureRandom();
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    private Local(Options options, Console console) {
        this.options = options;
        this.console = console;
    }

    /// Starts everything; returns when it answers.
    static Local start(Options options, Console console) throws PortTaken {
        var local = new Local(options, console);
        try {
            local.start();
            return local;
        } catch (RuntimeException | PortTaken e) {
            local.close();
            throw e;
        }
    }

    /// Stops everything, the newest first.
    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                console.fault(e);
            }
        }
    }

    private void start() throws PortTaken {
        var began = clock.millis();
        var front = keep(new Front(options.port()));
        var places = new Places(free(), free());
        var template = Template.read(options.template(), places);
        giveCredentials();
        var stores = keep(Stores.start(places, template, options.data(), console));
        var provider = new Provider(front.address());
        var tokens = new Tokens(provider, template, clock);
        console.step("provider", provider.issuer());
        var reports = new UsageReports(stores.queues().client(), usageQueue(template), clock, random);
        var functions = new Functions(places, console::log);
        front.serve(
                "/",
                new Gateway(
                        template.routes(),
                        route -> functions.function(route.function()),
                        provider,
                        clock,
                        console::fault));
        front.serve(Provider.PATH + "/", provider);
        front.serve(LocalCalls.PATH + "/", new LocalCalls(tokens, reports, front.address()));
        front.open();
        poll(template, functions, stores);
        if (options.demo() && stores.isNew()) {
            var preparation = new Preparation(stores.database().client(), template, clock, random);
            new Demo(front.address(), tokens, reports, preparation).seed(console);
        }
        ready(front, clock.millis() - began);
    }

    private void poll(Template template, Functions functions, Stores stores) {
        for (var mapping : template.mappings()) {
            var function = functions.function(mapping.function());
            var _ = keep(new Poller(mapping, function, stores.queues().client(), console::fault));
        }
    }

    private static Queue usageQueue(Template template) {
        return template.queueOf(DebitHandler.class.getName())
                .orElseThrow(() -> new IllegalStateException("no queue is mapped to " + DebitHandler.class.getName()));
    }

    /// The functions' clients look for credentials here; the stand-ins take any.
    private static void giveCredentials() {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
    }

    private void ready(Front front, long millis) {
        console.say("""

                Ready after %.1f s: %s    Ctrl-C stops everything.

                  ./run send-usage --organisation acme --operation translation.document --quantity 1250%s
                  curl -H "Authorization: Bearer $(./run token --organisation acme%s)" %s/v1/usage/months/current
                """.formatted(millis / 1000.0, front.address(), port(), port(), front.address()));
    }

    private String port() {
        return options.port() == Options.USUAL_PORT ? "" : " --port " + options.port();
    }

    private <C extends AutoCloseable> C keep(C part) {
        running.push(part);
        return part;
    }

    /// A port that nobody uses at the moment; the stand-ins cannot find one for themselves.
    private static URI free() {
        try (var socket = new ServerSocket(0)) {
            return URI.create("http://localhost:" + socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
