package credits.function.usage;

import static java.nio.charset.StandardCharsets.UTF_8;

import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.Problem;
import credits.http.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The contract, a page to read it, and the pages of problems, which need no token, and the answer to methods and URLs
/// that
/// the API does not have. Reads nothing but files of the jar.
final class ApiReference {
    private static final Pattern CODE = Pattern.compile("[a-z-]{1,64}");
    private static final Pattern PATH_LINE = Pattern.compile("  (/v1/[^ ]+):");
    private static final Pattern METHOD_LINE = Pattern.compile("    (get|put|post|patch|delete):");

    private ApiReference() {}

    static ApiResponse contract(ApiRequest request) {
        request.requireQueryParametersIn(Set.of());
        return ApiResponse.text(readFile("openapi.yaml").orElseThrow(), "application/yaml");
    }

    /// The page to read the contract with. Its script and its styles are in it, and no others may run.
    static ApiResponse page(ApiRequest request) {
        request.requireQueryParametersIn(Set.of());
        var page = readFile("openapi.html").orElseThrow();
        var policy = "default-src 'none'; script-src " + hash(page, "script") + "; style-src " + hash(page, "style")
                + "; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return ApiResponse.text(page, "text/html").withHeader("content-security-policy", policy);
    }

    // What the one element of this name holds, as a source in a content security policy.
    private static String hash(String page, String element) {
        int start = page.indexOf("<" + element + ">") + element.length() + 2;
        var content = page.substring(start, page.indexOf("</" + element + ">"));
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static ApiResponse problemPage(ApiRequest request) {
        request.requireQueryParametersIn(Set.of());
        var code = request.pathParameter("code");
        return Optional.of(code)
                .filter(text -> CODE.matcher(text).matches())
                .flatMap(text -> readFile("problems/" + text + ".md"))
                .map(page -> ApiResponse.text(page, "text/plain"))
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
    }

    /// Answers a request that no route is for: 405 if its URL has other methods, otherwise 404.
    static ApiResponse unrouted(ApiRequest request) {
        var methods = methodsOf("/v1/" + request.pathParameter("path"));
        if (methods.isEmpty()) throw new ProblemException(Problem.notFound());
        return ApiResponse.problem(Problem.methodNotAllowed(), request).withHeader("allow", String.join(", ", methods));
    }

    // Our contract has a path, and each of its methods, on a line of its own; a test compares this with a YAML parser.
    static List<String> methodsOf(String path) {
        var methods = new ArrayList<String>();
        boolean isPath = false;
        for (var line : readFile("openapi.yaml").orElseThrow().lines().toList()) {
            if (line.equals("webhooks:")) break;
            var template = PATH_LINE.matcher(line);
            if (template.matches()) isPath = matches(template.group(1), path);
            var method = METHOD_LINE.matcher(line);
            if (isPath && method.matches()) methods.add(method.group(1).toUpperCase(Locale.ROOT));
        }
        return methods;
    }

    private static boolean matches(String template, String path) {
        var expected = template.split("/", -1);
        var actual = path.split("/", -1);
        if (expected.length != actual.length) return false;
        for (int i = 0; i < expected.length; i++) {
            boolean isParameter = expected[i].startsWith("{") && !actual[i].isEmpty();
            if (!isParameter && !expected[i].equals(actual[i])) return false;
        }
        return true;
    }

    private static Optional<String> readFile(String name) {
        try (var file = ApiReference.class.getResourceAsStream("reference/" + name)) {
            return file == null ? Optional.empty() : Optional.of(new String(file.readAllBytes(), UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
