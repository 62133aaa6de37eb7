package credits.local;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `./run token` and `./run send-usage`: asks the system that runs, prints what it says; `./run key`: prints a key.
/// Uses nothing but the JDK, so that it starts at once.
public final class Ask {
    private static final List<String> TOKEN = List.of("organisation", "member", "role", "port");
    private static final List<String> SEND_USAGE = List.of(
            "organisation",
            "operation",
            "quantity",
            "member",
            "reference",
            "authorization",
            "at",
            "id",
            "file",
            "port");
    private static final int TIMEOUT_MILLIS = 60_000;

    private Ask() {}

    public static void main(String[] arguments) {
        try {
            var command = arguments[0];
            if (command.equals("key")) {
                System.out.println(Ulid.next(Instant.now(), new SecureRandom()));
                return;
            }
            var options = options(List.of(arguments).subList(1, arguments.length), command);
            var port = options.getOrDefault("port", "8080");
            var at =
                    URI.create("http://localhost:" + port + "/local/" + (isToken(command) ? "token" : "usage-reports"));
            System.exit(ask(at, isToken(command) ? "GET" : "POST", options));
        } catch (ConnectException _) {
            fail("Nothing answers there: start it with ./run, and give the same --port if it is another than 8080.");
        } catch (IllegalArgumentException | IOException e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> options(List<String> arguments, String command) {
        var known = isToken(command) ? TOKEN : SEND_USAGE;
        var options = new HashMap<String, String>();
        for (var i = 0; i < arguments.size(); i += 2) {
            var name = arguments.get(i).replaceFirst("^--", "");
            if (!known.contains(name))
                throw new IllegalArgumentException(
                        "Unknown option " + arguments.get(i) + "; there are --" + String.join(", --", known) + ".");
            if (i + 1 == arguments.size()) throw new IllegalArgumentException("Option --" + name + " needs a value.");
            options.put(name, arguments.get(i + 1));
        }
        return options;
    }

    private static int ask(URI at, String method, Map<String, String> options) throws IOException {
        var connection = (HttpURLConnection)
                URI.create(at + "?" + query(options)).toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        if (options.containsKey("file")) {
            connection.setDoOutput(true);
            try (var body = connection.getOutputStream()) {
                body.write(Files.readAllBytes(Path.of(options.get("file"))));
            }
        }
        var good = connection.getResponseCode() < 300;
        try (var answer = good ? connection.getInputStream() : connection.getErrorStream()) {
            answer.transferTo(good ? System.out : System.err);
        }
        return good ? 0 : 1;
    }

    private static String query(Map<String, String> options) {
        var pairs = new ArrayList<String>();
        options.forEach((name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return String.join("&", pairs);
    }

    private static boolean isToken(String command) {
        return command.equals("token");
    }

    private static void fail(String sentence) {
        System.err.println(sentence);
        System.exit(1);
    }
}
