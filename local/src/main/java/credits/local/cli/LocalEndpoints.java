package credits.local.cli;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.http.LocalRequest;
import credits.local.http.LocalResponse;
import credits.local.oidc.AccessTokens;
import credits.local.usage.PostedReports;
import credits.local.usage.QueuedReports;
import credits.local.usage.ReportOutcome;
import credits.local.usage.UsageRedrive;
import credits.local.usage.UsageReportFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The endpoints behind the commands of [LocalCli]. They respond in plain text, for a terminal.
public final class LocalEndpoints implements HttpHandler {
    /// The path prefix of the endpoints.
    public static final String PATH_PREFIX = "/local";

    /// The maximum number of reports whose outcome is printed, one per line.
    private static final int MAX_OUTCOMES_SHOWN = 10;

    private final AccessTokens tokens;
    private final UsageReportFactory reportFactory;
    private final QueuedReports queuedReports;
    private final PostedReports postedReports;
    private final ExampleCommands commands;
    private final ShellExports shellExports;
    private final UsageRedrive usageRedrive;
    private final Consumer<String> awaitHistory;

    /// @param awaitHistory waits until the organisation with this id has its demo history
    public LocalEndpoints(
            AccessTokens tokens,
            UsageReportFactory reportFactory,
            QueuedReports queuedReports,
            PostedReports postedReports,
            ExampleCommands commands,
            ShellExports shellExports,
            UsageRedrive usageRedrive,
            Consumer<String> awaitHistory) {
        this.tokens = tokens;
        this.reportFactory = reportFactory;
        this.queuedReports = queuedReports;
        this.postedReports = postedReports;
        this.commands = commands;
        this.shellExports = shellExports;
        this.usageRedrive = usageRedrive;
        this.awaitHistory = awaitHistory;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var request = LocalRequest.read(exchange);
        var response =
                request.isEmpty() ? LocalResponse.text(413, "The request is too large.\n") : respond(request.get());
        response.writeTo(exchange);
    }

    private LocalResponse respond(LocalRequest request) {
        try {
            return switch (request.method() + " " + request.path()) {
                case "GET " + PATH_PREFIX + "/token" -> LocalResponse.text(200, token(request) + "\n");
                case "GET " + PATH_PREFIX + "/key" -> LocalResponse.text(200, reportFactory.newId() + "\n");
                case "GET " + PATH_PREFIX + "/env" -> LocalResponse.text(200, shellExports.exportLines());
                case "POST " + PATH_PREFIX + "/usage-reports" -> send(request);
                case "POST " + PATH_PREFIX + "/redrive" -> LocalResponse.text(200, redrive());
                default -> LocalResponse.text(404, "Not found.\n");
            };
        } catch (IllegalArgumentException e) {
            return LocalResponse.text(400, e.getMessage() + "\n");
        }
    }

    private String token(LocalRequest request) {
        var parameters = request.queryParameters();
        if (!parameters.containsKey("organisation"))
            throw new IllegalArgumentException("Missing option --organisation.");
        awaitHistory.accept(parameters.get("organisation"));
        return tokens.issueToken(
                parameters.get("organisation"),
                parameters.getOrDefault("member", "usr_giulia"),
                parameters.getOrDefault("role", "owner"));
    }

    private String redrive() {
        int moved = usageRedrive.moveAll();
        return moved == 0
                ? "There are no dead letters and no invalid usage.\n"
                : moved + (moved == 1 ? " message is" : " messages are")
                        + " back in the usage queue. What is booked already is not booked again.\n";
    }

    private LocalResponse send(LocalRequest request) {
        var reports = request.body().length > 0
                ? reportFactory.parseReports(new String(request.body(), StandardCharsets.UTF_8))
                : List.of(reportFactory.createReport(request.queryParameters()));
        var organisations = reports.stream()
                .map(report -> report.path("subject").asText())
                .distinct()
                .toList();
        organisations.forEach(awaitHistory);
        var outcomes = switch (request.queryParameters().getOrDefault("via", "queue")) {
            case "queue" -> queuedReports.send(reports);
            case "api" -> postedReports.send(reports);
            default -> throw new IllegalArgumentException("Option --via must be queue or api.");
        };
        var worst = outcomes.stream()
                .map(ReportOutcome::kind)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return LocalResponse.text(
                status(worst), describe(outcomes) + commands.overview(organisations.getFirst()) + "\n");
    }

    // By which the command knows its exit status.
    private static int status(ReportOutcome.Kind worst) {
        return switch (worst) {
            case BOOKED -> 200;
            case UNCOVERED -> 402;
            case INVALID -> 422;
            case UNDECIDED -> 503;
        };
    }

    private static String describe(List<ReportOutcome> outcomes) {
        var lines = outcomes.size() <= MAX_OUTCOMES_SHOWN
                ? outcomes.stream()
                : outcomes.stream()
                        .filter(outcome -> outcome.kind() != ReportOutcome.Kind.BOOKED)
                        .limit(MAX_OUTCOMES_SHOWN);
        var counts = outcomes.size() <= MAX_OUTCOMES_SHOWN
                ? ""
                : outcomes.size() + " reports: "
                        + outcomes.stream()
                                .collect(groupingBy(
                                        outcome -> outcome.kind().name().toLowerCase(Locale.ROOT),
                                        TreeMap::new,
                                        counting()))
                        + "\n";
        return lines.map(outcome -> outcome.line() + "\n").collect(joining()) + counts;
    }
}
