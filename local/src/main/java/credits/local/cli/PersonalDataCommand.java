package credits.local.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `./run export-personal-data` and `./run erase-personal-data`: the calls for requests of data subjects. An export is
/// printed as one page of JSON a line.
final class PersonalDataCommand {
    static final List<String> OPTIONS =
            List.of("organisation", "member", "email", "entire-organisation", "reason", "port");

    // The pages of an export carry other text only in `data`, which comes before it.
    private static final Pattern NEXT = Pattern.compile("\"next\":\"([0-9A-Za-z_-]+)\"}$");
    private static final List<String> FIELDS = List.of("organisation", "member", "email", "reason");

    private final URI url;
    private final String token;
    private final PrintStream out;

    PersonalDataCommand(URI url, String token, PrintStream out) {
        this.url = url;
        this.token = token;
        this.out = out;
    }

    /// Prints all pages. Returns false, and prints the problem, if a call is refused.
    boolean run(Map<String, String> options) throws IOException {
        var after = "";
        do {
            var connection = post(body(options, after));
            boolean isSuccess = connection.getResponseCode() < 300;
            try (var response = isSuccess ? connection.getInputStream() : connection.getErrorStream()) {
                var page = new String(response.readAllBytes(), StandardCharsets.UTF_8);
                out.println(page);
                if (!isSuccess) return false;
                var next = NEXT.matcher(page);
                after = next.find() ? next.group(1) : "";
            }
        } while (!after.isEmpty());
        return true;
    }

    private HttpURLConnection post(String body) throws IOException {
        var connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setRequestProperty("authorization", "Bearer " + token);
        connection.setRequestProperty("content-type", "application/json");
        connection.setDoOutput(true);
        try (var out = connection.getOutputStream()) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
        return connection;
    }

    static String body(Map<String, String> options, String after) {
        var texts = FIELDS.stream()
                .filter(options::containsKey)
                .map(name -> member(name, requireNonNull(options.get(name))));
        var flag = Stream.ofNullable(options.get("entire-organisation"))
                .map(value -> "\"entire_organisation\":" + Boolean.parseBoolean(value));
        var position = Stream.of(after).filter(text -> !text.isEmpty()).map(text -> member("after", text));
        return Stream.of(texts, flag, position).flatMap(each -> each).collect(Collectors.joining(",", "{", "}"));
    }

    private static String member(String name, String value) {
        return "\"" + name + "\":\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
