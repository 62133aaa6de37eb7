package credits.http;

import credits.json.FieldError;
import credits.json.InputErrors;
import credits.json.InvalidInputException;
import credits.json.Json;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import credits.json.UntrustedText;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A request as API Gateway passes it on (payload format 2.0), with its token verified.
///
/// See https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html. An event
/// of any other form throws [IllegalStateException], since only API Gateway writes it.
///
/// @param routeKey the route, such as `GET /v1/limits`
/// @param pathParameters by the names in the route
/// @param queryParameters decoded; repeated values are joined with commas
/// @param headers by lower-case name; repeated values are joined with commas
/// @param body the unparsed body
/// @param requestId the request ID, for finding the request in logs
/// @param receivedAt the time of arrival, by AWS's clock
/// @param claims the claims of the verified token; an array is `[a b]`
/// @param problemOrigin the scheme and host of the pages of problems; empty for those that were called
public record ApiRequest(
        String routeKey,
        Map<String, String> pathParameters,
        Map<String, String> queryParameters,
        Map<String, String> headers,
        RequestBody body,
        String requestId,
        Instant receivedAt,
        Map<String, String> claims,
        Optional<String> problemOrigin) {

    /// The default maximum size of a body, in bytes.
    public static final int MAX_BODY_BYTES = 16 * 1024;

    private static final String JSON = "application/json";
    private static final Pattern CONTENT_TYPE =
            Pattern.compile("([a-z+-]+/[a-z+-]+)( ?; ?charset=\"?utf-8\"?)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern QUALITY = Pattern.compile("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)");
    private static final Pattern HOST = Pattern.compile("[0-9A-Za-z.-]{1,253}(:[0-9]{1,5})?");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");

    /// The body as API Gateway passes it on.
    ///
    /// @param isBase64 whether the text is the Base64 encoding of the body
    public record RequestBody(String text, boolean isBase64) {}

    public ApiRequest {
        pathParameters = Map.copyOf(pathParameters);
        queryParameters = Map.copyOf(queryParameters);
        headers = Map.copyOf(headers);
        claims = Map.copyOf(claims);
    }

    public static ApiRequest fromEvent(InputStream event) {
        try {
            var request = JsonFields.lenient(Json.parseEvent(event), JsonPointer.ROOT);
            var context = request.object("requestContext");
            return new ApiRequest(
                    request.text("routeKey"),
                    strings(request, "pathParameters"),
                    strings(request, "queryStringParameters"),
                    lowerCase(strings(request, "headers")),
                    new RequestBody(request.optionalText("body").orElse(""), request.isTrue("isBase64Encoded")),
                    context.text("requestId"),
                    Instant.ofEpochMilli(context.wholeNumber("timeEpoch")),
                    parseClaims(context),
                    Optional.empty());
        } catch (InvalidInputException broken) {
            throw new IllegalStateException("not an HTTP API event", broken);
        }
    }

    // Absent and null mean none. A value that is not a string is left out, so that it permits nothing.
    private static Map<String, String> strings(JsonFields fields, String name) {
        var texts = new LinkedHashMap<String, String>();
        if (fields.optional(name).orElse(new Json.JsonNull()) instanceof Json.JsonObject(var members)) {
            members.forEach((key, value) -> {
                if (value instanceof Json.JsonString(var text)) texts.put(key, text);
            });
        }
        return texts;
    }

    private static Map<String, String> lowerCase(Map<String, String> headers) {
        var lower = new LinkedHashMap<String, String>();
        headers.forEach((name, value) -> lower.merge(name.toLowerCase(Locale.ROOT), value, (a, b) -> a + "," + b));
        return lower;
    }

    private static Map<String, String> parseClaims(JsonFields context) {
        if (!context.has("authorizer")) return Map.of();
        var authorizer = context.object("authorizer");
        return authorizer.has("jwt") ? strings(authorizer.object("jwt"), "claims") : Map.of();
    }

    /// Returns the path parameter that the route calls `name`.
    public String pathParameter(String name) {
        var value = pathParameters.get(name);
        if (value == null) throw new IllegalStateException("the route " + routeKey + " has no " + name);
        return value;
    }

    public Optional<String> queryParameter(String name) {
        return Optional.ofNullable(queryParameters.get(name));
    }

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    /// Returns the scheme and the host that was called, as in `https://api.example.com`; empty if they are not known.
    /// API Gateway passes on only hosts that are the API's.
    public String origin() {
        var host = header("host").filter(name -> HOST.matcher(name).matches());
        var scheme = header("x-forwarded-proto").filter("http"::equals).orElse("https");
        return host.map(name -> scheme + "://" + name).orElse("");
    }

    /// Whether the caller prefers `type` to JSON, by the qualities in `Accept` (RFC 9110, section 12.5.1). A caller
    /// that names neither, or both alike, gets JSON.
    public boolean prefers(String type) {
        return prefers(type, JSON);
    }

    /// Whether the caller prefers `type` to `defaultType`.
    public boolean prefers(String type, String defaultType) {
        return quality(type) > quality(defaultType);
    }

    private double quality(String type) {
        for (var range : header("accept").orElse("").split(",", -1)) {
            var parts = range.strip().split(" *; *", -1);
            if (!parts[0].equalsIgnoreCase(type)) continue;
            for (var part : parts) {
                if (QUALITY.matcher(part).matches()) return Double.parseDouble(part.substring(2));
            }
            return 1;
        }
        return 0;
    }

    /// Returns this request without the query parameter `name`, which has been dealt with.
    public ApiRequest withoutQueryParameter(String name) {
        var others = new HashMap<>(queryParameters);
        var _ = others.remove(name);
        return new ApiRequest(
                routeKey, pathParameters, others, headers, body, requestId, receivedAt, claims, problemOrigin);
    }

    /// Returns this request where the pages of problems are at `origin`, if there is one.
    ApiRequest withProblemOrigin(Optional<String> origin) {
        return new ApiRequest(
                routeKey, pathParameters, queryParameters, headers, body, requestId, receivedAt, claims, origin);
    }

    /// Throws unless all query parameters are in `allowedNames`: a misspelt filter must not return
    /// more than requested.
    public void requireQueryParametersIn(Set<String> allowedNames) {
        var unknown = queryParameters.keySet().stream()
                .filter(name -> !allowedNames.contains(name))
                .sorted()
                .limit(InputErrors.MAX_ERRORS)
                .map(name -> new FieldError("/query/" + UntrustedText.toPrintableAscii(name, 64), "is unknown"))
                .toList();
        if (!unknown.isEmpty()) throw new ProblemException(Problem.invalidRequest(unknown));
    }

    /// Returns the query's number `name`, from 1 to `max`, or `defaultCount` if it is absent.
    public int countParameter(String name, int defaultCount, int max) {
        var text = queryParameters.get(name);
        if (text == null) return defaultCount;
        int count = COUNT.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (count < 1 || count > max) throw invalid("/query/" + name, "must be a whole number from 1 to " + max);
        return count;
    }

    /// Returns the body, which must be declared as JSON and have at most [#MAX_BODY_BYTES].
    public Json jsonBody() {
        return jsonBody(MAX_BODY_BYTES);
    }

    /// Returns the body, which must be declared as JSON and have at most `maxBytes`.
    public Json jsonBody(int maxBytes) {
        return jsonBody(maxBytes, Set.of(JSON));
    }

    /// Returns the body, which must be declared as one of `mediaTypes`, which are all JSON, and have at most
    /// `maxBytes`.
    public Json jsonBody(int maxBytes, Set<String> mediaTypes) {
        var type = CONTENT_TYPE.matcher(header("content-type").orElse("").strip());
        if (!type.matches() || !mediaTypes.contains(type.group(1).toLowerCase(Locale.ROOT)))
            throw new ProblemException(Problem.unsupportedMediaType(mediaTypes));
        var text = body.isBase64() ? decodeBody() : body.text();
        if (UntrustedText.exceedsBytes(text, maxBytes)) throw new ProblemException(Problem.payloadTooLarge(maxBytes));
        return Json.parse(text, maxBytes);
    }

    private String decodeBody() {
        try {
            var bytes = Base64.getDecoder().decode(body.text());
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException otherText) {
            throw invalid("", "the body is not UTF-8");
        }
    }

    private static ProblemException invalid(String pointer, String detail) {
        return new ProblemException(Problem.invalidRequest(pointer, detail));
    }
}
