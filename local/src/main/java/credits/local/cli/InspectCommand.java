package credits.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// `./run inspect <organisation>`: an account on one page of the terminal, with the calls of an operator alone. Without
/// `--url` it asks the local run, with a token that it gets there; otherwise the API at that address, with the token of
/// the environment variable `CREDITS_TOKEN`.
public final class InspectCommand {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String TOKEN_VARIABLE = "CREDITS_TOKEN";
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int ERROR_STATUS = 300;

    private final String address;
    private final String token;

    InspectCommand(String address, String token) {
        this.address = address;
        this.token = token;
    }

    /// Prints the page, or what is wrong with the call.
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.getenv(), System.out, System.err));
    }

    /// Prints to `out` or, what is wrong, to `err`, and returns the exit status.
    public static int run(String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        try {
            if (arguments.length == 0 || arguments.length % 2 == 0 || arguments[0].startsWith("-"))
                throw new IllegalArgumentException(
                        "Usage: ./run inspect <organisation> [--port <port> | --url <address>]");
            out.print(create(arguments, environment).inspect(arguments[0]));
            return 0;
        } catch (IllegalArgumentException | IOException failure) {
            err.println(failure.getMessage());
            return 1;
        }
    }

    private static InspectCommand create(String[] arguments, Map<String, String> environment) throws IOException {
        var local = "http://localhost:" + RunOptions.DEFAULT_PORT;
        for (int i = 1; i < arguments.length; i += 2) {
            switch (arguments[i]) {
                case "--port" -> local = "http://localhost:" + arguments[i + 1];
                case "--url" -> {
                    var token = environment.getOrDefault(TOKEN_VARIABLE, "");
                    if (token.isBlank())
                        throw new IllegalArgumentException(
                                "Set " + TOKEN_VARIABLE + " to the token of an operator with accounts:read.");
                    return new InspectCommand(arguments[i + 1].replaceFirst("/$", ""), token);
                }
                default ->
                    throw new IllegalArgumentException(
                            "Unknown option " + arguments[i] + ". Valid options: --port, --url.");
            }
        }
        var tokenUrl = local + "/local/token?organisation=platform&member=usr_operator&role=operator";
        return new InspectCommand(local, fetch(tokenUrl, "").strip());
    }

    private String inspect(String organisation) throws IOException {
        var segments = get("/v1/segments", organisation, "&limit=5").path("data");
        if (segments.isEmpty())
            throw new IllegalArgumentException(organisation + " has no account: nothing has ever been booked for it.");
        var month = get("/v1/usage/months/current", organisation, "");
        var page = new AccountPage()
                .addSummary(organisation, findProfile(organisation), month)
                .addLists(
                        get("/v1/authorizations", organisation, "").path("data"),
                        get("/v1/payments", organisation, "&limit=5").path("data"),
                        first(get("/v1/alerts", organisation, "").path("data")));
        var lastDay = month.path("days").path(month.path("days").size() - 1).path("date");
        if (lastDay.isTextual()) {
            var day = get("/v1/usage/days/" + lastDay.asText(), organisation, "&limit=5");
            var _ = page.addEntries(lastDay.asText(), day.path("data"));
        }
        return page.addChain(segments).toString();
    }

    private JsonNode findProfile(String organisation) throws IOException {
        var found = JSON.readTree(fetch(address + "/v1/organisations?search=" + encode(organisation), token));
        for (var each : found.path("data")) {
            if (each.path("organisation").asText().equals(organisation)) return each;
        }
        return JSON.createObjectNode();
    }

    // The alerts come all at once.
    private static JsonNode first(JsonNode elements) {
        var few = JSON.createArrayNode();
        for (int i = 0; i < Math.min(5, elements.size()); i++) few.add(elements.path(i));
        return few;
    }

    private JsonNode get(String path, String organisation, String query) throws IOException {
        return JSON.readTree(fetch(address + path + "?organisation=" + encode(organisation) + query, token));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String fetch(String url, String token) throws IOException {
        var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        if (!token.isEmpty()) connection.setRequestProperty("authorization", "Bearer " + token);
        boolean isSuccess = connection.getResponseCode() < ERROR_STATUS;
        try (var body = isSuccess ? connection.getInputStream() : connection.getErrorStream()) {
            var text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            if (!isSuccess) throw new IOException(url + ": " + connection.getResponseCode() + " " + text);
            return text;
        }
    }
}
