package credits.local.cli;

import credits.local.usage.UlidFactory;
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

/// The commands `./run token`, `send-usage`, `redrive`, `export-personal-data`, `erase-personal-data`, `env` and `key`:
/// calls the running system and prints its
/// response.
/// Without a running system, `key` still works. Uses nothing but the JDK, so that it starts at once.
public final class LocalCli {
    private static final String KEY_COMMAND = "key";
    private static final List<String> PORT_OPTIONS = List.of("port");
    private static final List<String> TOKEN_OPTIONS = List.of("organisation", "member", "role", "port");
    private static final List<String> SEND_USAGE_OPTIONS = List.of(
            "organisation",
            "operation",
            "quantity",
            "member",
            "reference",
            "authorization",
            "at",
            "id",
            "file",
            "via",
            "port");
    private static final Map<String, String> PERSONAL_DATA_CALLS =
            Map.of("export-personal-data", "export", "erase-personal-data", "erasure");
    private static final int READ_TIMEOUT_MILLIS = 60_000;
    // Usage that is booked, but not paid for.
    private static final int UNCOVERED_EXIT_STATUS = 2;

    private LocalCli() {}

    public static void main(String[] arguments) {
        try {
            var command = arguments[0];
            var options = parseOptions(List.of(arguments).subList(1, arguments.length), command);
            var baseUrl = "http://localhost:" + options.getOrDefault("port", "8080") + "/local/";
            if (command.equals(KEY_COMMAND)) System.out.println(fetchKey(URI.create(baseUrl + KEY_COMMAND)));
            else if (command.equals("send-usage"))
                System.exit(call(URI.create(baseUrl + "usage-reports"), "POST", options));
            else if (PERSONAL_DATA_CALLS.containsKey(command)) System.exit(callPersonalData(command, options));
            else if (command.equals("redrive")) System.exit(call(URI.create(baseUrl + command), "POST", options));
            else System.exit(call(URI.create(baseUrl + command), "GET", options));
        } catch (ConnectException _) {
            fail("Nothing is listening there. Start the system with ./run, and pass its --port if it is not 8080.");
        } catch (IllegalArgumentException | IOException e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> parseOptions(List<String> arguments, String command) {
        var knownOptions = switch (command) {
            case "token" -> TOKEN_OPTIONS;
            case "send-usage" -> SEND_USAGE_OPTIONS;
            case "export-personal-data", "erase-personal-data" -> PersonalDataCommand.OPTIONS;
            default -> PORT_OPTIONS;
        };
        var options = new HashMap<String, String>();
        for (var i = 0; i < arguments.size(); i += 2) {
            var name = arguments.get(i).replaceFirst("^--", "");
            if (!knownOptions.contains(name))
                throw new IllegalArgumentException("Unknown option " + arguments.get(i) + ". Valid options: --"
                        + String.join(", --", knownOptions) + ".");
            if (i + 1 == arguments.size())
                throw new IllegalArgumentException("Option --" + name + " requires a value.");
            options.put(name, arguments.get(i + 1));
        }
        return options;
    }

    private static int call(URI uri, String method, Map<String, String> options) throws IOException {
        var connection = (HttpURLConnection)
                URI.create(uri + "?" + query(options)).toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setReadTimeout(READ_TIMEOUT_MILLIS);
        if (options.containsKey("file")) {
            connection.setDoOutput(true);
            try (var body = connection.getOutputStream()) {
                body.write(read(options.get("file")));
            }
        }
        int status = connection.getResponseCode();
        boolean isSuccess = status < 300;
        try (var response = isSuccess ? connection.getInputStream() : connection.getErrorStream()) {
            response.transferTo(isSuccess ? System.out : System.err);
        }
        if (isSuccess) return 0;
        return status == HttpURLConnection.HTTP_PAYMENT_REQUIRED ? UNCOVERED_EXIT_STATUS : 1;
    }

    private static int callPersonalData(String command, Map<String, String> options) throws IOException {
        var address = "http://localhost:" + options.getOrDefault("port", "8080");
        var tokenUrl =
                URI.create(address + "/local/token?organisation=platform&member=usr_privacy_officer&role=privacy");
        try (var token = tokenUrl.toURL().openStream()) {
            var text = new String(token.readAllBytes(), StandardCharsets.UTF_8).strip();
            var url = URI.create(address + "/v1/personal_data/" + PERSONAL_DATA_CALLS.get(command));
            return new PersonalDataCommand(url, text, System.out).run(options) ? 0 : 1;
        }
    }

    // A hyphen stands for the standard input, as usual.
    private static byte[] read(String file) throws IOException {
        return file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
    }

    private static String query(Map<String, String> options) {
        var pairs = new ArrayList<String>();
        options.forEach((name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return String.join("&", pairs);
    }

    /// Returns a key at the time of the running system, which may be pretended, or at the machine's time if no
    /// system is running.
    private static String fetchKey(URI uri) {
        try (var response = uri.toURL().openStream()) {
            var text = new String(response.readNBytes(1_000), StandardCharsets.UTF_8).strip();
            if (text.matches("[0-9A-Z]{26}")) return text;
        } catch (IOException _) {
            // No system is running on that port, or something else is listening there.
        }
        return UlidFactory.next(Instant.now(), new SecureRandom());
    }

    private static void fail(String message) {
        System.err.println(message);
        System.exit(1);
    }
}
