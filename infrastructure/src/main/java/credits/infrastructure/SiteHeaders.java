package credits.infrastructure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudfront.HeadersReferrerPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseCustomHeader;
import software.amazon.awscdk.services.cloudfront.ResponseCustomHeadersBehavior;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersContentSecurityPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersContentTypeOptions;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersCorsBehavior;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersReferrerPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersStrictTransportSecurity;
import software.amazon.awscdk.services.cloudfront.ResponseSecurityHeadersBehavior;
import software.constructs.Construct;

/// The response headers of the web app, from `web/headers.json`, which the local run sends too.
///
/// @param embed what differs for the custom element
record SiteHeaders(Map<String, String> byName, Map<String, String> embed) {
    private static final String CONTENT_SECURITY = "content-security-policy";
    private static final String TRANSPORT_SECURITY = "strict-transport-security";
    private static final String CONTENT_TYPE = "x-content-type-options";
    private static final String ALLOWED_ORIGIN = "access-control-allow-origin";
    private static final String REFERRER = "referrer-policy";
    // CloudFront has dedicated settings for these and does not accept them as custom headers.
    private static final Set<String> BUILT_IN_HEADERS =
            Set.of(CONTENT_SECURITY, TRANSPORT_SECURITY, CONTENT_TYPE, REFERRER);
    private static final Pattern MAX_AGE = Pattern.compile("max-age=(\\d+); includeSubDomains");

    static SiteHeaders read(Path root) {
        try {
            var json =
                    new ObjectMapper().readTree(root.resolve("web/headers.json").toFile());
            return new SiteHeaders(headers(json.path("all")), headers(json.path("embed")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> headers(JsonNode object) {
        var headers = new TreeMap<String, String>();
        for (var header : object.properties())
            headers.put(header.getKey(), header.getValue().textValue());
        return headers;
    }

    /// These headers for pages that sign in there, and that these origins may show in a frame.
    SiteHeaders forStage(SignIn signIn, List<String> frameAncestors) {
        var headers = new TreeMap<>(byName);
        var ancestors = frameAncestors.isEmpty() ? "'none'" : String.join(" ", frameAncestors);
        headers.computeIfPresent(
                CONTENT_SECURITY,
                (_, policy) -> policy.replace("{issuer}", String.join(" ", signIn.origins()))
                        .replace("{frame-ancestors}", ancestors));
        return new SiteHeaders(headers, embed);
    }

    /// The policy that adds the headers to every response.
    ResponseHeadersPolicy createPolicy(Construct scope, StageSettings settings) {
        return policy(scope, "Headers", settings.globalName("headers")).build();
    }

    /// The policy for the custom element, which pages of any origin may load: it is public, and holds no data.
    ResponseHeadersPolicy createEmbedPolicy(Construct scope, StageSettings settings) {
        var headers = new TreeMap<>(byName);
        headers.putAll(embed);
        if (!"*".equals(headers.remove(ALLOWED_ORIGIN))) throw invalidHeader(ALLOWED_ORIGIN);
        return new SiteHeaders(headers, embed)
                .policy(scope, "EmbedHeaders", settings.globalName("embed-headers"))
                .corsBehavior(ResponseHeadersCorsBehavior.builder()
                        .accessControlAllowOrigins(List.of("*"))
                        .accessControlAllowMethods(List.of("GET", "HEAD"))
                        .accessControlAllowHeaders(List.of("*"))
                        .accessControlAllowCredentials(false)
                        .originOverride(true)
                        .build())
                .build();
    }

    private ResponseHeadersPolicy.Builder policy(Construct scope, String id, String name) {
        return ResponseHeadersPolicy.Builder.create(scope, id)
                .responseHeadersPolicyName(name)
                .securityHeadersBehavior(ResponseSecurityHeadersBehavior.builder()
                        .contentSecurityPolicy(ResponseHeadersContentSecurityPolicy.builder()
                                .contentSecurityPolicy(valueOf(CONTENT_SECURITY))
                                .override(true)
                                .build())
                        .strictTransportSecurity(ResponseHeadersStrictTransportSecurity.builder()
                                .accessControlMaxAge(maxAge())
                                .includeSubdomains(true)
                                .override(true)
                                .build())
                        .contentTypeOptions(ResponseHeadersContentTypeOptions.builder()
                                .override(true)
                                .build())
                        .referrerPolicy(ResponseHeadersReferrerPolicy.builder()
                                .referrerPolicy(referrerPolicy())
                                .override(true)
                                .build())
                        .build())
                .customHeadersBehavior(ResponseCustomHeadersBehavior.builder()
                        .customHeaders(customHeaders())
                        .build());
    }

    private Duration maxAge() {
        var matcher = MAX_AGE.matcher(valueOf(TRANSPORT_SECURITY));
        if (!matcher.matches()) throw invalidHeader(TRANSPORT_SECURITY);
        return Duration.seconds(Integer.parseInt(matcher.group(1)));
    }

    private HeadersReferrerPolicy referrerPolicy() {
        if (!valueOf(CONTENT_TYPE).equals("nosniff")) throw invalidHeader(CONTENT_TYPE);
        return switch (valueOf(REFERRER)) {
            case "same-origin" -> HeadersReferrerPolicy.SAME_ORIGIN;
            case "no-referrer" -> HeadersReferrerPolicy.NO_REFERRER;
            default -> throw invalidHeader(REFERRER);
        };
    }

    private List<ResponseCustomHeader> customHeaders() {
        return byName.entrySet().stream()
                .filter(header -> !BUILT_IN_HEADERS.contains(header.getKey()))
                .map(header -> ResponseCustomHeader.builder()
                        .header(header.getKey())
                        .value(header.getValue())
                        .override(true)
                        .build())
                .toList();
    }

    private String valueOf(String name) {
        return byName.getOrDefault(name, "");
    }

    private static InvalidSettingsException invalidHeader(String name) {
        return new InvalidSettingsException("web/headers.json: " + name + " is missing or not supported.");
    }
}
