package credits.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import credits.template.Deployment.Resource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// How the web app is served.
class SiteTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Red with `S3StaticWebsiteOrigin`, without `BLOCK_ALL`, or with another reader in the bucket's policy.
    @ParameterizedTest
    @EnumSource
    void nobody_but_this_distribution_reads_the_files(Stage stage) {
        var deployment = stage.deployment();
        var bucket = deployment.named("SiteFiles");
        var origin = origin(deployment, "DefaultCacheBehavior");
        var allowed = deployment
                .named("SiteFilesPolicy")
                .property("PolicyDocument")
                .path("Statement")
                .valueStream()
                .filter(each -> each.path("Effect").asText().equals("Allow"))
                .toList();

        assertThat(bucket.property("PublicAccessBlockConfiguration").valueStream())
                .hasSize(4)
                .allMatch(JsonNode::booleanValue);
        assertThat(deployment.target(origin.path("OriginAccessControlId"))).endsWith("OriginAccessControl.Id");
        assertThat(allowed).singleElement().satisfies(each -> {
            assertThat(each.at("/Principal/Service").textValue()).isEqualTo("cloudfront.amazonaws.com");
            assertThat(each.path("Action").textValue()).isEqualTo("s3:GetObject");
            assertThat(each.path("Condition").toString()).contains("AWS:SourceArn", "SiteDistribution");
        });
    }

    /// Red when the headers are not read from the file, which the local run and its browser tests use.
    @Test
    void the_headers_are_those_of_the_web_app_and_the_page_may_sign_in_at_the_issuer() throws IOException {
        var file =
                JSON.readTree(Stage.ROOT.resolve("web/headers.json").toFile()).path("all");
        var expected = new TreeMap<String, String>();
        file.properties()
                .forEach(each -> expected.put(each.getKey(), each.getValue().textValue()));
        expected.computeIfPresent(
                "content-security-policy", (_, policy) -> policy.replace("{issuer}", "https://identity.example.com"));

        assertThat(headers(Stage.PROD)).isEqualTo(expected);
    }

    /// Red with a source `*`, or one that begins with `unsafe-`, in `web/headers.json`.
    @ParameterizedTest
    @EnumSource
    void the_page_runs_no_script_but_its_own_and_nobody_frames_it(Stage stage) {
        assertThat(headers(stage).get("content-security-policy"))
                .contains("default-src 'none'", "script-src 'self';", "style-src 'self';", "frame-ancestors 'none'")
                .contains("base-uri 'none'", "require-trusted-types-for 'script'")
                .doesNotContain("unsafe", "*", "data:", "http:");
        assertThat(headers(stage)).containsKeys("strict-transport-security", "permissions-policy");
    }

    /// Red when the API's path differs from the page's, is cached, or loses the caller's token.
    @ParameterizedTest
    @EnumSource
    void the_api_is_of_the_page_s_own_origin_and_never_cached(Stage stage) {
        var deployment = stage.deployment();
        var behaviours = distribution(deployment).path("CacheBehaviors");

        assertThat(behaviours).singleElement().satisfies(api -> {
            assertThat(api.path("PathPattern").textValue()).isEqualTo("/v1/*");
            // AWS's managed policies: caching disabled; all headers but the host.
            assertThat(api.path("CachePolicyId").textValue()).isEqualTo("4135ea2d-6df8-44a3-9df3-4b5a84be39ad");
            assertThat(api.path("OriginRequestPolicyId").textValue()).isEqualTo("b689b0a8-53d0-40ab-baf2-68738e2966ac");
            assertThat(api.path("ViewerProtocolPolicy").textValue()).isEqualTo("https-only");
            assertThat(Deployment.texts(api.path("AllowedMethods"))).contains("GET", "PUT", "POST");
        });
        assertThat(distribution(deployment)
                        .path("Origins")
                        .valueStream()
                        .map(each -> deployment.target(each.path("DomainName"))))
                .anyMatch(domain -> domain.contains("HttpApi"));
    }

    /// Runs the function at the edge itself. Red when its test of the last path segment changes.
    @ParameterizedTest
    @CsvSource({
        "/, /index.html",
        "/payments, /index.html",
        "/days/2026-11-22, /index.html",
        "/assets/index-1a2b.js, /assets/index-1a2b.js",
        "/config.json, /config.json"
    })
    void the_page_answers_for_every_path_that_names_no_file(String asked, String served) throws Exception {
        var code = Stage.DEV
                .deployment()
                .named("SitePage")
                .property("FunctionCode")
                .textValue();
        var call = "%s;process.stdout.write(handler({request: {uri: %s}}).uri)"
                .formatted(code, JSON.writeValueAsString(asked));

        var node =
                new ProcessBuilder("node", "-e", call).redirectErrorStream(true).start();

        assertThat(new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(served);
    }

    /// Red when a member of `config.json` has a name other than `web/src/config.ts` reads.
    @Test
    void the_page_is_told_where_and_as_whom_to_sign_in_and_where_the_terms_are() throws IOException {
        var config = JSON.readTree(Stage.PROD
                .deployment()
                .stack("Web")
                .at("/Outputs/SiteConfig/Value")
                .textValue());

        assertThat(config.toString())
                .isEqualTo("{\"issuer\":\"https://identity.example.com/\",\"client_id\":\"credits-web\","
                        + "\"scope\":\"openid profile\","
                        + "\"terms_url\":\"https://www.example.com/credits/terms\"}");
    }

    /// Red without `.certificate(…)` or `.minimumProtocolVersion(…)`.
    @Test
    void production_is_at_the_host_that_members_return_to_and_speaks_no_old_protocol() {
        var distribution = distribution(Stage.PROD.deployment());

        assertThat(Deployment.texts(distribution.path("Aliases"))).containsExactly("app.example.com");
        assertThat(distribution.at("/ViewerCertificate/MinimumProtocolVersion").textValue())
                .isEqualTo("TLSv1.2_2021");
    }

    private static Map<String, String> headers(Stage stage) {
        var policy = stage.deployment()
                .all("AWS::CloudFront::ResponseHeadersPolicy")
                .getFirst()
                .property("ResponseHeadersPolicyConfig");
        var security = policy.path("SecurityHeadersConfig");
        var headers = new TreeMap<String, String>();
        for (var custom : policy.at("/CustomHeadersConfig/Items"))
            headers.put(custom.path("Header").asText(), custom.path("Value").asText());
        var transport = security.path("StrictTransportSecurity");
        headers.put(
                "content-security-policy",
                security.at("/ContentSecurityPolicy/ContentSecurityPolicy").asText());
        headers.put(
                "referrer-policy", security.at("/ReferrerPolicy/ReferrerPolicy").asText());
        headers.put("x-content-type-options", security.has("ContentTypeOptions") ? "nosniff" : "");
        headers.put(
                "strict-transport-security",
                "max-age=" + transport.path("AccessControlMaxAgeSec").asText()
                        + (transport.path("IncludeSubdomains").booleanValue() ? "; includeSubDomains" : ""));
        return headers;
    }

    private static JsonNode origin(Deployment deployment, String behaviour) {
        var id =
                distribution(deployment).at("/" + behaviour + "/TargetOriginId").asText();
        return distribution(deployment)
                .path("Origins")
                .valueStream()
                .filter(each -> each.path("Id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode distribution(Deployment deployment) {
        return deployment.all("AWS::CloudFront::Distribution").stream()
                .map((Resource each) -> each.property("DistributionConfig"))
                .findFirst()
                .orElseThrow();
    }
}
