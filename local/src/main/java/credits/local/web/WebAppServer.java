package credits.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/// The web app as CloudFront serves it: the files of the build, the page itself for every path that names no file,
/// and the headers that `headers.json` gives to all of them. Files are read when they are asked for, so that a new
/// build is seen at once.
public final class WebApp implements HttpHandler {
    /// What differs from stage to stage, so that the same build serves every stage.
    public record Configuration(String issuer, String clientId, String scope, String termsUrl) {
        String toJson() {
            return JSON.createObjectNode()
                    .put("issuer", issuer)
                    .put("client_id", clientId)
                    .put("scope", scope)
                    .put("terms_url", termsUrl)
                    .toString();
        }
    }

    private static final JsonMapper JSON = new JsonMapper();

    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css;charset=utf-8",
            "html", "text/html;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "txt", "text/plain;charset=utf-8",
            "webmanifest", "application/manifest+json");

    private final Path folder;
    private final Configuration configuration;
    private final Optional<String> firstScript;

    /// `folder` is the web app's: its build is in `dist` below. `firstScript` is the path of a script that the page
    /// runs
    /// before its own, which knows nothing of it.
    public WebApp(Path folder, Configuration configuration, Optional<String> firstScript) {
        this.folder = folder;
        this.configuration = configuration;
        this.firstScript = firstScript;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var request = Request.of(exchange);
        var answer = request.isEmpty() ? Answer.message(413, "Request Entity Too Large") : answer(request.get());
        answer.writeTo(exchange);
    }

    private Answer answer(Request request) {
        if (!List.of("GET", "HEAD").contains(request.method())) return Answer.message(405, "Method Not Allowed");
        var path = Encoded.path(request.path());
        if (path.equals("/config.json")) return dressed(path, Answer.json(200, configuration.toJson()));
        return file(path)
                .map(file -> packed(request, dressed(path, read(file))))
                .orElseGet(() -> Answer.text(404, "There is no such file, or the web app is not built.\n"));
    }

    /// A path whose last word has no dot is one of the page's own.
    private Optional<Path> file(String path) {
        var dist = folder.resolve("dist").normalize();
        var named = path.substring(path.lastIndexOf('/') + 1).contains(".");
        var file = dist.resolve(named ? path.substring(1) : "index.html").normalize();
        return file.startsWith(dist) && Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    private Answer read(Path file) {
        var name = file.getFileName().toString();
        var type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        var body = firstScript.isPresent() && name.equals("index.html") ? scripted(file) : bytes(file);
        return new Answer(200, Map.of("content-type", List.of(type)), body);
    }

    // A script that is neither deferred nor a module runs before all that are, and before all that follow.
    private byte[] scripted(Path page) {
        var html = new String(bytes(page), StandardCharsets.UTF_8);
        var script = "<head><script src=\"" + firstScript.orElseThrow() + "\"></script>";
        return html.replaceFirst("<head>", script).getBytes(StandardCharsets.UTF_8);
    }

    private Answer dressed(String path, Answer answer) {
        var headers = headers();
        var dressed = answer;
        for (var header : headers.path("all").properties())
            dressed = dressed.with(
                    header.getKey(), header.getValue().asText().replace(" {issuer}", origin(configuration.issuer())));
        var cache = path.startsWith("/assets/") ? "assets" : "others";
        return dressed.with(
                "cache-control", headers.path("cache-control").path(cache).asText());
    }

    private JsonNode headers() {
        try {
            return JSON.readTree(bytes(folder.resolve("headers.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The local issuer is of the page's own origin.
    private static String origin(String issuer) {
        return issuer.startsWith("http://localhost:") ? "" : " " + issuer;
    }

    private static Answer packed(Request request, Answer answer) {
        if (!request.header("accept-encoding").contains("gzip")) return answer;
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Answer(answer.status(), answer.headers(), packed.toByteArray())
                .with("content-encoding", "gzip")
                .with("vary", "accept-encoding");
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
