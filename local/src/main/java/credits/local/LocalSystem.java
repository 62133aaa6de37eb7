package credits.local;

import com.sun.net.httpserver.HttpHandler;
import credits.function.debit.DebitHandler;
import credits.local.aws.events.LocalEventBus;
import credits.local.aws.events.ScheduleRunner;
import credits.local.aws.gateway.ApiGateway;
import credits.local.aws.gateway.CrossOriginHandler;
import credits.local.aws.service.FakeS3;
import credits.local.aws.service.FakeSecretsManager;
import credits.local.aws.service.FakeSes;
import credits.local.aws.template.DeploymentTemplate;
import credits.local.aws.template.LocalAddresses;
import credits.local.aws.template.QueueDefinition;
import credits.local.cli.ExampleCommands;
import credits.local.cli.LocalEndpoints;
import credits.local.cli.RunOptions;
import credits.local.cli.ShellExports;
import credits.local.cli.TerminalOutput;
import credits.local.clock.ClockEndpoint;
import credits.local.clock.ShiftedClock;
import credits.local.demo.DemoScenario;
import credits.local.demo.DemoScenarios;
import credits.local.external.FakeViesServer;
import credits.local.external.StripeConnection;
import credits.local.http.LocalPorts;
import credits.local.http.LocalServer;
import credits.local.http.LocalServer.PortInUseException;
import credits.local.oidc.AccessTokens;
import credits.local.oidc.OidcProvider;
import credits.local.oidc.ServiceTokenHandler;
import credits.local.oidc.SignInHandler;
import credits.local.seed.DataSeeder;
import credits.local.seed.DemoSeeder;
import credits.local.stripe.FakeStripe;
import credits.local.usage.DebitedMessages;
import credits.local.usage.PostedReports;
import credits.local.usage.QueuedReports;
import credits.local.usage.UsageRedrive;
import credits.local.usage.UsageReportFactory;
import credits.local.web.InspectionPages;
import credits.local.web.WebAppServer;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// The running system: creates and connects all its parts.
public final class LocalSystem implements AutoCloseable {
    /// The path prefix that CloudFront forwards to the API; every other path belongs to the web app.
    private static final String API_PREFIX = "/v1/";
    // A placeholder for the terms of service of the platform.
    private static final String TERMS_URL = "https://www.example.com/credits/terms";

    private final ShiftedClock clock;
    private final RandomGenerator random = new SecureRandom();
    private final long startNanos = System.nanoTime();
    private final ResourceCloser resourceCloser;
    private final LocalServer server;
    private final LocalAddresses addresses;
    private final DeploymentTemplate template;
    private final BackingServices services;
    private final OidcProvider provider;
    private final FunctionRegistry functions;
    private final DebitedMessages debitedMessages = new DebitedMessages();
    private final StripeConnection stripeConnection;
    private final FakeSes mailService = new FakeSes();
    private final LocalEventBus eventBus;
    private final EventTriggers triggers;
    private final ScheduleRunner scheduleRunner;

    private LocalSystem(RunOptions options, TerminalOutput console, ResourceCloser resourceCloser)
            throws PortInUseException {
        this.resourceCloser = resourceCloser;
        clock = options.clock();
        server = resourceCloser.register(new LocalServer(options.port()));
        addresses = new LocalAddresses(
                LocalPorts.freeAddress(),
                LocalPorts.reserve(options.sqsPort(), "--sqs-port"),
                URI.create(server.address() + FakeSes.PATH));
        template = DeploymentTemplate.read(options.templateFolder(), addresses);
        setAwsCredentials();
        var awsEndpoints =
                resourceCloser.register(AwsEndpoints.start(template, addresses, server.address(), console::denied));
        services = resourceCloser.register(
                BackingServices.start(addresses, template, options.dataFolder(), awsEndpoints::check, console));
        provider = new OidcProvider(server.address(), clock);
        stripeConnection = StripeConnection.create(System.getenv(), server.address(), clock, random);
        stripeConnection.fakeStripe().ifPresent(fakeStripe -> {
            var _ = resourceCloser.register(fakeStripe);
        });
        functions = new FunctionRegistry(
                awsEndpoints::environment, stripeConnection.environment(), server.address(), clock, line -> {
                    debitedMessages.read(line);
                    console.log(line);
                });
        eventBus = new LocalEventBus(template.rules(), services.sqs().client(), clock, console::failure);
        triggers = new EventTriggers(template, services, functions, eventBus, clock, console);
        scheduleRunner = resourceCloser.register(triggers.scheduleRunner());
    }

    /// Starts everything and returns when it accepts requests.
    static LocalSystem start(RunOptions options, TerminalOutput console) throws PortInUseException {
        var resourceCloser = new ResourceCloser(console);
        try {
            var localSystem = new LocalSystem(options, console, resourceCloser);
            localSystem.serveAll(options, console);
            return localSystem;
        } catch (RuntimeException | PortInUseException e) {
            resourceCloser.close();
            throw e;
        }
    }

    /// Stops everything in reverse order.
    @Override
    public void close() {
        resourceCloser.close();
    }

    /// The base address for clients, such as `http://localhost:8080`.
    public String address() {
        return server.address();
    }

    /// The clock of all parts of the system.
    public ShiftedClock clock() {
        return clock;
    }

    public LocalAddresses addresses() {
        return addresses;
    }

    DeploymentTemplate template() {
        return template;
    }

    BackingServices services() {
        return services;
    }

    FunctionRegistry functions() {
        return functions;
    }

    FakeSes mailService() {
        return mailService;
    }

    /// The event bus, which keeps the newest events.
    LocalEventBus eventBus() {
        return eventBus;
    }

    /// The schedules, which run until the system is closed.
    ScheduleRunner scheduleRunner() {
        return scheduleRunner;
    }

    /// The queue to which features send their usage reports.
    public QueueDefinition usageQueue() {
        return template.queueOf(DebitHandler.class.getName())
                .orElseThrow(
                        () -> new IllegalStateException("no event source mapping for " + DebitHandler.class.getName()));
    }

    /// The connection to Stripe, or to its fake.
    StripeConnection stripeConnection() {
        return stripeConnection;
    }

    /// Issues access tokens at the time of `issueClock`.
    public AccessTokens tokens(InstantSource issueClock) {
        return new AccessTokens(provider, template, issueClock);
    }

    /// Writes what no API operation can, at the time of `actionClock`.
    public DataSeeder dataSeeder(InstantSource actionClock) {
        return new DataSeeder(services.dynamoDb().client(), template, actionClock, random);
    }

    /// Seeds these organisations with a history that ends now.
    DemoSeeder demoSeeder(List<DemoScenario> scenarios) {
        var demo = new DemoFactory(this, provider);
        var purchases = demo.purchases();
        purchases.ifPresent(all -> {
            var _ = resourceCloser.register(all);
        });
        return new DemoSeeder(
                actionClock -> demo.actions(actionClock, purchases),
                dataSeeder(clock).defaultZone(),
                scenarios,
                clock.instant());
    }

    private void serveAll(RunOptions options, TerminalOutput console) {
        var tokens = tokens(clock);
        if (clock.isShifted()) console.step("time", clock.instant().truncatedTo(ChronoUnit.SECONDS) + " (pretended)");
        console.step("usage queue", usageQueue().url());
        console.step("provider", provider.issuer());
        console.step("payments", stripeConnection.description());
        var commands = new ExampleCommands(server.address());
        server.serve(FakeSecretsManager.PATH, stripeConnection.secretsManager());
        server.serve(FakeS3.PATH + "/", services.s3());
        server.serve(FakeViesServer.PATH, new FakeViesServer());
        var demoSeeder = services.isNew() && options.hasDemo()
                ? Optional.of(resourceCloser.register(demoSeeder(DemoScenarios.all(options.largeMonthEntries()))))
                : Optional.<DemoSeeder>empty();
        Consumer<String> awaitHistory =
                organisation -> demoSeeder.ifPresent(seeder -> seeder.awaitHistory(organisation));
        serveWebApp(options, console, tokens, awaitHistory);
        var redrive = UsageRedrive.of(template, usageQueue(), services.sqs().client());
        server.serve(
                LocalEndpoints.PATH_PREFIX + "/",
                new LocalEndpoints(
                        tokens,
                        new UsageReportFactory(clock, random),
                        new QueuedReports(
                                services.sqs().client(), usageQueue(), redrive.invalidUsageQueueUrl(), debitedMessages),
                        new PostedReports(
                                server.address(), () -> tokens.issueToken("platform", "svc_local", "feature")),
                        commands,
                        shellExports(tokens),
                        redrive,
                        awaitHistory));
        server.serve(ClockEndpoint.PATH, new ClockEndpoint(clock));
        server.serve(FakeSes.PATH + "/", mailService);
        var inspectionPages = new InspectionPages(mailService, eventBus);
        server.serve(InspectionPages.MAILBOX_PATH, inspectionPages);
        server.serve(InspectionPages.EVENTS_PATH, inspectionPages);
        server.serve(ScheduleRunner.PATH, scheduleRunner);
        server.start();
        stripeConnection.fakeStripe().ifPresent(FakeStripe::tickContinuously);
        triggers.startAll(resourceCloser);
        scheduleRunner.start();
        for (var page : List.of(InspectionPages.MAILBOX_PATH, InspectionPages.EVENTS_PATH, ScheduleRunner.PATH))
            console.step(page.substring(page.lastIndexOf('/') + 1), server.address() + page);
        if (services.isNew()) console.step("prices", dataSeeder(clock).publishPrices());
        printReady(console, commands);
        demoSeeder.ifPresent(seeder -> seeder.start(console));
    }

    private ShellExports shellExports(AccessTokens tokens) {
        return new ShellExports(addresses, usageQueue(), server.address(), tokens);
    }

    /// Serves the web app, the API and the OpenID provider, all from one origin.
    private void serveWebApp(
            RunOptions options, TerminalOutput console, AccessTokens tokens, Consumer<String> awaitHistory) {
        var gateway = new ApiGateway(
                template.routes(), route -> functions.instancesOf(route.function()), provider, clock, console::failure);
        server.serve("/", new WebAppServer(options.webFolder(), webAppConfiguration(tokens), clockScript()));
        server.serve(
                API_PREFIX,
                template.cors()
                        .<HttpHandler>map(cors -> new CrossOriginHandler(cors, gateway))
                        .orElse(gateway));
        server.serve(OidcProvider.PATH + "/", provider);
        server.serve(OidcProvider.TOKEN_PATH, new ServiceTokenHandler(provider, tokens));
        var signInHandler = new SignInHandler(
                provider,
                tokens,
                options.hasDemo() ? DemoScenarios.all(options.largeMonthEntries()) : List.of(),
                awaitHistory);
        server.serve(OidcProvider.AUTHORIZE_PATH, signInHandler);
        server.serve(OidcProvider.END_SESSION_PATH, signInHandler);
    }

    /// The settings that the web app reads at startup.
    private WebAppServer.Configuration webAppConfiguration(AccessTokens tokens) {
        return new WebAppServer.Configuration(
                provider.issuer(),
                OidcProvider.AUDIENCE,
                AccessTokens.clientOf("operator"),
                tokens.requestedScope(),
                TERMS_URL);
    }

    /// The AWS SDK requires credentials; the local services accept any.
    private static void setAwsCredentials() {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
    }

    private void printReady(TerminalOutput console, ExampleCommands commands) {
        console.print("""

                Ready after %.1f s: %s    (Ctrl-C stops it)

                  %s
                  %s
                """.formatted(
                        Duration.ofNanos(System.nanoTime() - startNanos).toMillis() / 1000.0,
                        server.address(),
                        commands.sendUsage("acme", "translation.document", "1250"),
                        commands.overview("acme")));
    }

    /// The script that shifts the clock of the web app; empty at the real time.
    private Optional<String> clockScript() {
        return Optional.of(ClockEndpoint.SCRIPT_PATH).filter(_ -> clock.isShifted());
    }
}
