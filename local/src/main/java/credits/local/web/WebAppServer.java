package credits.local.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.http.LocalRequest;
import credits.local.http.LocalResponse;
import credits.local.http.PercentEncoding;
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

/// Serves the web app as CloudFront does: the files of the build, `index.html` for every path without a file
/// name, or `operator.html` beneath `/operator`, and the headers of `headers.json`. Files are read per request, so that
/// a new build is visible at once.
public final class WebAppServer implements HttpHandler {
    /// The settings that differ between stages, so that the same build serves every stage.
    public record Configuration(
            String issuer, String clientId, String operatorClientId, String scope, String termsUrl) {
        String toJson() {
            return JSON.createObjectNode()
                    .put("issuer", issuer)
                    .put("client_id", clientId)
                    .put("operator_client_id", operatorClientId)
                    .put("scope", scope)
                    .put("terms_url", termsUrl)
                    .toString();
        }
    }

    private static final JsonMapper JSON = new JsonMapper();

    // The page's, and that of the custom element, which pages of other origins read.
    private static final List<String> CONFIGURATION_PATHS = List.of("/config.json", "/embed/config.json");

    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "css", "text/css;charset=utf-8",
            "html", "text/html;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "txt", "text/plain;charset=utf-8",
            "webmanifest", "application/manifest+json");

    private final Path folder;
    private final Configuration configuration;
    private final Optional<String> clockScript;

    /// @param folder the folder of the web app, with its build in `dist`
    /// @param clockScript the path of a script that the page runs before its own scripts
    public WebAppServer(Path folder, Configuration configuration, Optional<String> clockScript) {
        this.folder = folder;
        this.configuration = configuration;
        this.clockScript = clockScript;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var request = LocalRequest.read(exchange);
        var response =
                request.isEmpty() ? LocalResponse.jsonMessage(413, "Request Entity Too Large") : respond(request.get());
        response.writeTo(exchange);
    }

    private LocalResponse respond(LocalRequest request) {
        if (!List.of("GET", "HEAD").contains(request.method()))
            return LocalResponse.jsonMessage(405, "Method Not Allowed");
        var path = PercentEncoding.decodePath(request.path());
        if (CONFIGURATION_PATHS.contains(path))
            return withPageHeaders(path, LocalResponse.json(200, configuration.toJson()));
        return file(path)
                .map(file -> compressed(request, withPageHeaders(path, read(file))))
                .orElseGet(() -> LocalResponse.text(404, "Not found, or the web app has not been built.\n"));
    }

    /// The file that a path names. A path whose last segment has no dot is a page of the app,
    /// served by `index.html`, or of the operators' console.
    private Optional<Path> file(String path) {
        var dist = folder.resolve("dist").normalize();
        var namesFile = path.substring(path.lastIndexOf('/') + 1).contains(".");
        var file = dist.resolve(namesFile ? path.substring(1) : pageOf(path)).normalize();
        return file.startsWith(dist) && Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    private static String pageOf(String path) {
        return path.equals("/operator") || path.startsWith("/operator/") ? "operator.html" : "index.html";
    }

    private LocalResponse read(Path file) {
        var name = file.getFileName().toString();
        var type = CONTENT_TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        var body = clockScript.isPresent() && name.endsWith(".html") ? withClockScript(file) : readBytes(file);
        return new LocalResponse(200, Map.of("content-type", List.of(type)), body);
    }

    // A classic script in the head runs before all deferred scripts and modules, and before all later scripts.
    private byte[] withClockScript(Path page) {
        var html = new String(readBytes(page), StandardCharsets.UTF_8);
        var script = "<head><script src=\"" + clockScript.orElseThrow() + "\"></script>";
        return html.replaceFirst("<head>", script).getBytes(StandardCharsets.UTF_8);
    }

    private LocalResponse withPageHeaders(String path, LocalResponse response) {
        var headers = headers();
        var withHeaders = response;
        for (var header : headers.path("all").properties())
            withHeaders = withHeaders.with(header.getKey(), inserted(header.getValue()));
        if (path.startsWith("/embed/"))
            for (var header : headers.path("embed").properties())
                withHeaders = withHeaders.with(header.getKey(), inserted(header.getValue()));
        var cache = path.startsWith("/assets/") ? "assets" : "others";
        return withHeaders.with(
                "cache-control", headers.path("cache-control").path(cache).asText());
    }

    private String inserted(JsonNode header) {
        return header.asText()
                .replace(" {issuer}", origin(configuration.issuer()))
                .replace("{frame-ancestors}", "'none'");
    }

    private JsonNode headers() {
        try {
            return JSON.readTree(readBytes(folder.resolve("headers.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The origin of the issuer. The local issuer has the same origin as the page.
    private static String origin(String issuer) {
        return issuer.startsWith("http://localhost:") ? "" : " " + issuer;
    }

    private static LocalResponse compressed(LocalRequest request, LocalResponse response) {
        if (!request.header("accept-encoding").contains("gzip")) return response;
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new LocalResponse(response.status(), response.headers(), compressed.toByteArray())
                .with("content-encoding", "gzip")
                .with("vary", "accept-encoding");
    }

    private static byte[] readBytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
