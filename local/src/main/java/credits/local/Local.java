package credits.local;

import credits.function.debit.DebitHandler;
import credits.local.demo.Stories;
import credits.local.demo.Story;
import credits.local.events.Bus;
import credits.local.events.Mailbox;
import credits.local.events.Pages;
import credits.local.events.Schedules;
import credits.local.gateway.Front;
import credits.local.gateway.Front.PortTaken;
import credits.local.gateway.Gateway;
import credits.local.gateway.Provider;
import credits.local.gateway.WebApp;
import credits.local.lambda.Function;
import credits.local.stripe.StripeStandIn;
import credits.local.template.Mapping;
import credits.local.template.Places;
import credits.local.template.Queue;
import credits.local.template.Template;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The running system: everything there is, made and wired in one place.
final class Local implements AutoCloseable {
    /// What CloudFront passes on to the API; everything else is the web app's.
    private static final String API = "/v1/";
    // Where a platform would say what it promises.
    private static final String TERMS = "https://www.example.com/credits/terms";

    private final ShiftedClock clock;
    private final RandomGenerator random = new SecureRandom();
    private final long began = System.nanoTime();
    private final Running running;
    private final Front front;
    private final Places places;
    private final Template template;
    private final Stores stores;
    private final Provider provider;
    private final Functions functions;
    private final Payments payments;
    private final Mailbox mailbox = new Mailbox();
    private final Bus bus;
    private final Triggers triggers;
    private final Schedules schedules;

    private Local(Options options, Console console, Running running) throws PortTaken {
        this.running = running;
        clock = options.clock();
        front = running.keep(new Front(options.port()));
        places = new Places(
                Ports.free(), Ports.at(options.sqsPort(), "--sqs-port"), URI.create(front.address() + Mailbox.PATH));
        template = Template.read(options.template(), places);
        giveCredentials();
        stores = running.keep(Stores.start(places, template, options.data(), console));
        provider = new Provider(front.address(), clock);
        payments = Payments.of(System.getenv(), front.address(), clock, random);
        payments.standIn().ifPresent(here -> {
            var _ = running.keep(here);
        });
        var aws = running.keep(Aws.start(template, places, front.address(), console::refused));
        functions = new Functions(aws::environment, payments.environment(), front.address(), clock, console::log);
        bus = new Bus(template.rules(), stores.queues().client(), clock, console::fault);
        triggers = new Triggers(template, stores, functions, bus, clock, console);
        schedules = running.keep(triggers.schedules());
    }

    /// Starts everything; returns when it answers.
    static Local start(Options options, Console console) throws PortTaken {
        var running = new Running(console);
        try {
            var local = new Local(options, console, running);
            local.begin(options, console);
            return local;
        } catch (RuntimeException | PortTaken e) {
            running.close();
            throw e;
        }
    }

    /// Stops everything, the newest first.
    @Override
    public void close() {
        running.close();
    }

    /// What clients call: `http://localhost:8080`.
    String address() {
        return front.address();
    }

    /// What all of it takes the time from.
    ShiftedClock clock() {
        return clock;
    }

    Places places() {
        return places;
    }

    Template template() {
        return template;
    }

    Stores stores() {
        return stores;
    }

    Functions functions() {
        return functions;
    }

    /// The e-mail that was sent.
    Mailbox mailbox() {
        return mailbox;
    }

    /// What was told to whoever listens.
    Bus bus() {
        return bus;
    }

    /// What the clock starts, until it is closed.
    Schedules schedules() {
        return schedules;
    }

    /// The queue that features put their reports on.
    Queue usageQueue() {
        return template.queueOf(DebitHandler.class.getName())
                .orElseThrow(() -> new IllegalStateException("no queue is mapped to " + DebitHandler.class.getName()));
    }

    /// Whom top-ups are paid through.
    Payments payments() {
        return payments;
    }

    /// Tokens as of the time that `issued` says.
    Tokens tokens(InstantSource issued) {
        return new Tokens(provider, template, issued);
    }

    /// What no call of the API does, as of the time that `now` says.
    Preparation preparation(InstantSource now) {
        return new Preparation(stores.database().client(), template, now, random);
    }

    /// These organisations, with a past until now.
    Demo demo(List<Story> stories) {
        return new Demo(this, stories, clock.instant());
    }

    /// An organisation's way to the functions at the time that `now` says. What they are called by is that of
    /// production, and so is all that they do: a function is told the time by the event that it gets.
    Doing doing(InstantSource now) {
        var gateway =
                new Gateway(template.routes(), route -> functions.function(route.function()), provider, now, _ -> {});
        var debit = template.mappings().stream()
                .map(Mapping::function)
                .filter(function -> function.handler().equals(DebitHandler.class.getName()))
                .findFirst()
                .orElseThrow();
        return new Doing(
                gateway,
                new Function(debit, functions.environment(debit), clock, _ -> {}),
                tokens(now),
                preparation(now));
    }

    private void begin(Options options, Console console) {
        var tokens = tokens(clock);
        if (clock.isShifted())
            console.step("time", clock.instant().truncatedTo(ChronoUnit.SECONDS) + ", and on from there");
        console.step("usage queue", usageQueue().url());
        console.step("provider", provider.issuer());
        console.step("payments", payments.description());
        var commands = new Commands(front.address());
        var reports = new UsageReports(stores.queues().client(), usageQueue(), clock, random);
        front.serve(SecretStore.PATH, payments.secretStore());
        front.serve(ObjectStore.PATH + "/", stores.objects());
        front.serve(VatRegister.PATH, new VatRegister());
        serve(options, console, tokens);
        front.serve(LocalCalls.PATH + "/", new LocalCalls(tokens, reports, commands, new Exports(this)));
        front.serve(PretendedTime.PATH, new PretendedTime(clock));
        front.serve(Mailbox.PATH + "/", mailbox);
        var pages = new Pages(mailbox, bus);
        front.serve(Pages.MAILBOX, pages);
        front.serve(Pages.EVENTS, pages);
        front.serve(Schedules.PATH, schedules);
        front.open();
        payments.standIn().ifPresent(StripeStandIn::runAlone);
        triggers.run(running);
        schedules.run();
        for (var page : List.of(Pages.MAILBOX, Pages.EVENTS, Schedules.PATH))
            console.step(page.substring(page.lastIndexOf('/') + 1), front.address() + page);
        if (stores.isNew()) console.step("prices", preparation(clock).prices());
        if (stores.isNew() && options.demo())
            running.keep(demo(Stories.all(Stories.LARGE_MONTH))).tell(console);
        ready(console, commands);
    }

    /// The web app, the API that it calls, and the provider that says who calls: all of one origin.
    private void serve(Options options, Console console, Tokens tokens) {
        var gateway = new Gateway(
                template.routes(), route -> functions.function(route.function()), provider, clock, console::fault);
        front.serve("/", new WebApp(options.web(), configuration(tokens), firstScript()));
        front.serve(API, gateway);
        front.serve(Provider.PATH + "/", provider);
        var signIn = new SignIn(provider, tokens, options.demo() ? Stories.all(Stories.LARGE_MONTH) : List.of());
        front.serve(Provider.AUTHORIZE, signIn);
        front.serve(Provider.END_SESSION, signIn);
    }

    /// What the web app is told of the place that it runs in.
    private WebApp.Configuration configuration(Tokens tokens) {
        return new WebApp.Configuration(provider.issuer(), Provider.AUDIENCE, tokens.scope(), TERMS);
    }

    /// The functions' clients look for credentials here; the stand-ins take any.
    private static void giveCredentials() {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
    }

    private void ready(Console console, Commands commands) {
        console.say("""

                Ready after %.1f s: %s    Ctrl-C stops everything.

                  %s
                  %s
                """.formatted(
                        Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0,
                        front.address(),
                        commands.sendUsage("acme", "translation.document", "1250"),
                        commands.overview("acme")));
    }

    /// The page is shifted like the rest, and not touched at the machine's time.
    private Optional<String> firstScript() {
        return Optional.of(PretendedTime.SCRIPT).filter(_ -> clock.isShifted());
    }
}
