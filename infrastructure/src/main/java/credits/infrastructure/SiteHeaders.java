package credits.infrastructure;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
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
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersReferrerPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersStrictTransportSecurity;
import software.amazon.awscdk.services.cloudfront.ResponseSecurityHeadersBehavior;
import software.constructs.Construct;

/// The response headers of the web app, from `web/headers.json`, which the local run sends too.
record SiteHeaders(Map<String, String> all) {
    private static final String CONTENT_SECURITY = "content-security-policy";
    private static final String TRANSPORT_SECURITY = "strict-transport-security";
    private static final String CONTENT_TYPE = "x-content-type-options";
    private static final String REFERRER = "referrer-policy";
    // CloudFront has dedicated settings for these and does not accept them as custom headers.
    private static final Set<String> BY_NAME = Set.of(CONTENT_SECURITY, TRANSPORT_SECURITY, CONTENT_TYPE, REFERRER);
    private static final Pattern MAX_AGE = Pattern.compile("max-age=(\\d+); includeSubDomains");

    static SiteHeaders in(Path root) {
        try {
            var json =
                    new ObjectMapper().readTree(root.resolve("web/headers.json").toFile());
            var all = new TreeMap<String, String>();
            for (var header : json.path("all").properties())
                all.put(header.getKey(), header.getValue().textValue());
            return new SiteHeaders(all);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// The policy that adds the headers to every response. The page may sign in at `issuer`.
    ResponseHeadersPolicy policy(Construct scope, URI issuer) {
        return ResponseHeadersPolicy.Builder.create(scope, "Headers")
                .securityHeadersBehavior(ResponseSecurityHeadersBehavior.builder()
                        .contentSecurityPolicy(ResponseHeadersContentSecurityPolicy.builder()
                                .contentSecurityPolicy(contentSecurity(issuer))
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
                                .referrerPolicy(referrer())
                                .override(true)
                                .build())
                        .build())
                .customHeadersBehavior(ResponseCustomHeadersBehavior.builder()
                        .customHeaders(others())
                        .build())
                .build();
    }

    private String contentSecurity(URI issuer) {
        return said(CONTENT_SECURITY).replace("{issuer}", issuer.getScheme() + "://" + issuer.getAuthority());
    }

    private Duration maxAge() {
        var matcher = MAX_AGE.matcher(said(TRANSPORT_SECURITY));
        if (!matcher.matches()) throw unreadable(TRANSPORT_SECURITY);
        return Duration.seconds(Integer.parseInt(matcher.group(1)));
    }

    private HeadersReferrerPolicy referrer() {
        if (!said(CONTENT_TYPE).equals("nosniff")) throw unreadable(CONTENT_TYPE);
        return switch (said(REFERRER)) {
            case "same-origin" -> HeadersReferrerPolicy.SAME_ORIGIN;
            case "no-referrer" -> HeadersReferrerPolicy.NO_REFERRER;
            default -> throw unreadable(REFERRER);
        };
    }

    private List<ResponseCustomHeader> others() {
        return all.entrySet().stream()
                .filter(header -> !BY_NAME.contains(header.getKey()))
                .map(header -> ResponseCustomHeader.builder()
                        .header(header.getKey())
                        .value(header.getValue())
                        .override(true)
                        .build())
                .toList();
    }

    private String said(String name) {
        return all.getOrDefault(name, "");
    }

    private static InvalidSettings unreadable(String name) {
        return new InvalidSettings("web/headers.json: " + name + " is missing or not supported.");
    }
}
