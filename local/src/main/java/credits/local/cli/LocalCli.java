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

/// `./run token`, `send-usage`, `env` and `key`: asks the system that runs, prints what it says. A key is made here
/// when
/// none runs. Uses nothing but the JDK, so that it starts at once.
public final class Ask {
    private static final String KEY = "key";
    private static final List<String> PORT = List.of("port");
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
            var options = options(List.of(arguments).subList(1, arguments.length), command);
            var local = "http://localhost:" + options.getOrDefault("port", "8080") + "/local/";
            if (command.equals(KEY)) System.out.println(key(URI.create(local + KEY)));
            else if (command.equals("send-usage"))
                System.exit(ask(URI.create(local + "usage-reports"), "POST", options));
            else System.exit(ask(URI.create(local + command), "GET", options));
        } catch (ConnectException _) {
            fail("Nothing answers there: start it with ./run, and give the same --port if it is another than 8080.");
        } catch (IllegalArgumentException | IOException e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> options(List<String> arguments, String command) {
        var known = switch (command) {
            case "token" -> TOKEN;
            case "send-usage" -> SEND_USAGE;
            default -> PORT;
        };
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

    /// Of the time of the system that runs, which may pretend one; of this machine's when none answers.
    private static String key(URI at) {
        try (var answer = at.toURL().openStream()) {
            var text = new String(answer.readNBytes(1_000), StandardCharsets.UTF_8).strip();
            if (text.matches("[0-9A-Z]{26}")) return text;
        } catch (IOException _) {
            // Nothing runs there, or something else.
        }
        return Ulid.next(Instant.now(), new SecureRandom());
    }

    private static void fail(String sentence) {
        System.err.println(sentence);
        System.exit(1);
    }
}
