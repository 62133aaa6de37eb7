package credits.local.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.http.LocalRequest;
import credits.local.http.LocalResponse;
import credits.local.oidc.AccessTokens;
import credits.local.usage.UsageRedrive;
import credits.local.usage.UsageReportSender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/// The endpoints behind the commands of [LocalCli]. They respond in plain text, for a terminal.
public final class LocalEndpoints implements HttpHandler {
    /// The path prefix of the endpoints.
    public static final String PATH_PREFIX = "/local";

    /// The maximum number of report ids that are printed one per line.
    private static final int MAX_IDS_SHOWN = 10;

    private final AccessTokens tokens;
    private final UsageReportSender reportSender;
    private final ExampleCommands commands;
    private final ShellExports shellExports;
    private final UsageRedrive usageRedrive;
    private final Consumer<String> awaitHistory;

    /// @param awaitHistory waits until the organisation with this id has its demo history
    public LocalEndpoints(
            AccessTokens tokens,
            UsageReportSender reportSender,
            ExampleCommands commands,
            ShellExports shellExports,
            UsageRedrive usageRedrive,
            Consumer<String> awaitHistory) {
        this.tokens = tokens;
        this.reportSender = reportSender;
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
                case "GET " + PATH_PREFIX + "/key" -> LocalResponse.text(200, reportSender.newId() + "\n");
                case "GET " + PATH_PREFIX + "/env" -> LocalResponse.text(200, shellExports.exportLines());
                case "POST " + PATH_PREFIX + "/usage-reports" -> LocalResponse.text(202, send(request));
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

    private String send(LocalRequest request) {
        var sentReports = request.body().length > 0
                ? reportSender.parseReports(new String(request.body(), StandardCharsets.UTF_8))
                : List.of(reportSender.createReport(request.queryParameters()));
        if (sentReports.isEmpty()) throw new IllegalArgumentException("The file contains no reports.");
        sentReports.stream()
                .map(report -> report.path("subject").asText())
                .distinct()
                .forEach(awaitHistory);
        var ids = sentReports.stream().map(reportSender::send).toList();
        var shown = ids.size() > MAX_IDS_SHOWN ? ids.size() + " reports" : String.join("\n", ids);
        return shown + "\n"
                + commands.overview(sentReports.getFirst().path("subject").asText()) + "\n";
    }
}
