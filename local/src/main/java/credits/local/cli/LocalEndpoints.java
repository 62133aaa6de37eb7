package credits.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.gateway.Answer;
import credits.local.gateway.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What `./run token`, `send-usage`, `key` and `env` ask of the running system. Answers in plain text, for a terminal.
final class LocalCalls implements HttpHandler {
    /// The path below which it answers.
    static final String PATH = "/local";

    /// How many ids are shown one by one.
    private static final int IDS_SHOWN = 10;

    private final Tokens tokens;
    private final UsageReports reports;
    private final Commands commands;
    private final Exports exports;

    LocalCalls(Tokens tokens, UsageReports reports, Commands commands, Exports exports) {
        this.tokens = tokens;
        this.reports = reports;
        this.commands = commands;
        this.exports = exports;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var request = Request.of(exchange);
        var answer = request.isEmpty() ? Answer.text(413, "More than one request holds.\n") : answer(request.get());
        answer.writeTo(exchange);
    }

    private Answer answer(Request request) {
        try {
            return switch (request.method() + " " + request.path()) {
                case "GET " + PATH + "/token" -> Answer.text(200, token(request) + "\n");
                case "GET " + PATH + "/key" -> Answer.text(200, reports.id() + "\n");
                case "GET " + PATH + "/env" -> Answer.text(200, exports.lines());
                case "POST " + PATH + "/usage-reports" -> Answer.text(202, send(request));
                default -> Answer.text(404, "No such call.\n");
            };
        } catch (IllegalArgumentException e) {
            return Answer.text(400, e.getMessage() + "\n");
        }
    }

    private String token(Request request) {
        var parameters = request.parameters();
        if (!parameters.containsKey("organisation"))
            throw new IllegalArgumentException("Option --organisation is missing.");
        return tokens.token(
                parameters.get("organisation"),
                parameters.getOrDefault("member", "usr_giulia"),
                parameters.getOrDefault("role", "owner"));
    }

    private String send(Request request) {
        var sent = request.body().length > 0
                ? reports.reports(new String(request.body(), StandardCharsets.UTF_8))
                : List.of(reports.report(request.parameters()));
        if (sent.isEmpty()) throw new IllegalArgumentException("The file holds no report.");
        var ids = sent.stream().map(reports::send).toList();
        var shown = ids.size() > IDS_SHOWN ? ids.size() + " reports" : String.join("\n", ids);
        return shown + "\n" + commands.overview(sent.getFirst().path("subject").asText()) + "\n";
    }
}
