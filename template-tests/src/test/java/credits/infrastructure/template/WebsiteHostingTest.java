package credits.infrastructure.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import credits.infrastructure.template.SynthesizedTemplates.TemplateResource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The hosting of the web app.
class WebsiteHostingTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Red with `S3StaticWebsiteOrigin`, without `BLOCK_ALL`, or with another reader in the bucket's policy.
    @ParameterizedTest
    @EnumSource
    void only_the_distribution_may_read_the_files(DeploymentStage stage) {
        var templates = stage.templates();
        var bucket = templates.resourceNamed("SiteFiles");
        var origin = origin(templates, "DefaultCacheBehavior");
        var allowed = templates
                .resourceNamed("SiteFilesPolicy")
                .property("PolicyDocument")
                .path("Statement")
                .valueStream()
                .filter(each -> each.path("Effect").asText().equals("Allow"))
                .toList();

        assertThat(bucket.property("PublicAccessBlockConfiguration").valueStream())
                .hasSize(4)
                .allMatch(JsonNode::booleanValue);
        assertThat(templates.resolve(origin.path("OriginAccessControlId"))).endsWith("OriginAccessControl.Id");
        assertThat(allowed).singleElement().satisfies(each -> {
            assertThat(each.at("/Principal/Service").textValue()).isEqualTo("cloudfront.amazonaws.com");
            assertThat(each.path("Action").textValue()).isEqualTo("s3:GetObject");
            assertThat(each.path("Condition").toString()).contains("AWS:SourceArn", "SiteDistribution");
        });
    }

    /// Red when the headers are not read from the file, which the local run and its browser tests use.
    @Test
    void the_headers_are_those_of_headers_json_with_the_stage_s_issuer() throws IOException {
        var file = JSON.readTree(
                        DeploymentStage.PROJECT_ROOT.resolve("web/headers.json").toFile())
                .path("all");
        var expected = new TreeMap<String, String>();
        file.properties()
                .forEach(each -> expected.put(each.getKey(), each.getValue().textValue()));
        expected.computeIfPresent(
                "content-security-policy",
                (_, policy) -> policy.replace("{issuer}", "https://identity.example.com")
                        .replace("{frame-ancestors}", "'none'"));

        assertThat(headers(DeploymentStage.PROD)).isEqualTo(expected);
    }

    /// Red with a source `*`, or one that begins with `unsafe-`, in `web/headers.json`.
    @ParameterizedTest
    @EnumSource
    void the_content_security_policy_allows_only_own_scripts_and_no_framing_but_by_a_setting(DeploymentStage stage) {
        assertThat(headers(stage).get("content-security-policy"))
                .contains("default-src 'none'", "script-src 'self';", "style-src 'self';")
                .contains(
                        stage == DeploymentStage.DEV
                                ? "frame-ancestors https://www.dev.example.com;"
                                : "frame-ancestors 'none';")
                .contains("base-uri 'none'", "require-trusted-types-for 'script'")
                .doesNotContain("unsafe", "*", "data:", "http:");
        assertThat(headers(stage)).containsKeys("strict-transport-security", "permissions-policy");
    }

    /// Red when the API's path differs from the page's, is cached, or loses the caller's token.
    @ParameterizedTest
    @EnumSource
    void the_api_is_same_origin_and_never_cached(DeploymentStage stage) {
        var templates = stage.templates();
        var behaviours = distribution(templates).path("CacheBehaviors");

        assertThat(behaviours).hasSize(2).anySatisfy(api -> {
            assertThat(api.path("PathPattern").textValue()).isEqualTo("/v1/*");
            // AWS's managed policies: caching disabled; all headers but the host.
            assertThat(api.path("CachePolicyId").textValue()).isEqualTo("4135ea2d-6df8-44a3-9df3-4b5a84be39ad");
            assertThat(api.path("OriginRequestPolicyId").textValue()).isEqualTo("b689b0a8-53d0-40ab-baf2-68738e2966ac");
            assertThat(api.path("ViewerProtocolPolicy").textValue()).isEqualTo("https-only");
            // AWS's managed policy with HSTS and nosniff, also for what API Gateway answers itself.
            assertThat(api.path("ResponseHeadersPolicyId").textValue())
                    .isEqualTo("67f7725c-6f97-4210-82d7-5512b31e9d03");
            assertThat(SynthesizedTemplates.toTexts(api.path("AllowedMethods"))).contains("GET", "PUT", "POST");
        });
        assertThat(distribution(templates)
                        .path("Origins")
                        .valueStream()
                        .map(each -> templates.resolve(each.path("DomainName"))))
                .anyMatch(domain -> domain.contains(stage == DeploymentStage.DEV ? "HttpApi" : "api.example.com"));
    }

    /// Red when the element shares the page's policy, which keeps pages of other origins out, or the page the
    /// element's.
    @ParameterizedTest
    @EnumSource
    void pages_of_other_origins_may_load_the_custom_element_and_nothing_else(DeploymentStage stage) {
        var templates = stage.templates();
        var policy = templates.resourceNamed("SiteEmbedHeaders").property("ResponseHeadersPolicyConfig");
        var page = templates.resourceNamed("SiteHeaders").property("ResponseHeadersPolicyConfig");

        assertThat(distribution(templates).path("CacheBehaviors")).anySatisfy(embed -> {
            assertThat(embed.path("PathPattern").textValue()).isEqualTo("/embed/*");
            assertThat(templates.resolve(embed.path("ResponseHeadersPolicyId"))).isEqualTo("SiteEmbedHeaders");
            assertThat(templates.resolve(embed.path("TargetOriginId")))
                    .isEqualTo(templates.resolve(distribution(templates).at("/DefaultCacheBehavior/TargetOriginId")));
        });
        assertThat(SynthesizedTemplates.toTexts(policy.at("/CorsConfig/AccessControlAllowOrigins/Items")))
                .containsExactly("*");
        assertThat(policy.at("/CorsConfig/AccessControlAllowCredentials").booleanValue())
                .isFalse();
        assertThat(policy.at("/CustomHeadersConfig/Items").toString())
                .contains("\"Header\":\"cross-origin-resource-policy\",\"Override\":true,\"Value\":\"cross-origin\"");
        assertThat(policy.path("SecurityHeadersConfig")).isEqualTo(page.path("SecurityHeadersConfig"));
        assertThat(page.has("CorsConfig")).isFalse();
    }

    /// CloudFront caches these for ten seconds under a key without the token, whatever the response's headers
    /// say: one organisation's error would be the answer to all. Red without `.errorResponses(…)` or with
    /// another `.ttl(…)`.
    @ParameterizedTest
    @EnumSource
    void an_error_is_never_served_to_the_next_caller(DeploymentStage stage) {
        var errors = distribution(stage.templates()).path("CustomErrorResponses");

        assertThat(errors.valueStream().map(each -> each.path("ErrorCode").intValue()))
                .containsExactlyInAnyOrder(404, 405, 414, 500, 501, 502, 503, 504);
        assertThat(errors).allSatisfy(each -> {
            assertThat(each.path("ErrorCachingMinTTL")).isEqualTo(IntNode.valueOf(0));
            assertThat(each.has("ResponsePagePath")).isFalse();
        });
    }

    /// Runs the function at the edge itself. Red when its test of the last path segment changes.
    @ParameterizedTest
    @CsvSource({
        "/, /index.html",
        "/payments, /index.html",
        "/days/2026-11-22, /index.html",
        "/assets/index-1a2b.js, /assets/index-1a2b.js",
        "/operator, /operator.html",
        "/operator/account, /operator.html",
        "/operators, /index.html",
        "/assets/operator/index-1a2b.js, /assets/operator/index-1a2b.js",
        "/config.json, /config.json"
    })
    void every_path_without_a_file_extension_serves_the_page(String asked, String served) throws Exception {
        var code = DeploymentStage.DEV
                .templates()
                .resourceNamed("SitePage")
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
    void config_json_holds_the_issuer_the_client_and_the_terms_url() throws IOException {
        var config = JSON.readTree(DeploymentStage.PROD
                .templates()
                .stack("Web")
                .at("/Outputs/SiteConfig/Value")
                .textValue());

        assertThat(config.toString())
                .isEqualTo("{\"issuer\":\"https://identity.example.com/\",\"client_id\":\"credits-web\","
                        + "\"operator_client_id\":\"credits-operator\","
                        + "\"scope\":\"openid profile\","
                        + "\"terms_url\":\"https://www.example.com/credits/terms\"}");
    }

    /// Red without `.certificate(…)` or `.minimumProtocolVersion(…)`.
    @Test
    void production_uses_its_own_host_name_and_a_recent_tls_version() {
        var distribution = distribution(DeploymentStage.PROD.templates());

        assertThat(SynthesizedTemplates.toTexts(distribution.path("Aliases"))).containsExactly("app.example.com");
        assertThat(distribution.at("/ViewerCertificate/MinimumProtocolVersion").textValue())
                .isEqualTo("TLSv1.2_2021");
    }

    private static Map<String, String> headers(DeploymentStage stage) {
        var policy = stage.templates().resourceNamed("SiteHeaders").property("ResponseHeadersPolicyConfig");
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

    private static JsonNode origin(SynthesizedTemplates templates, String behaviour) {
        var id = distribution(templates).at("/" + behaviour + "/TargetOriginId").asText();
        return distribution(templates)
                .path("Origins")
                .valueStream()
                .filter(each -> each.path("Id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode distribution(SynthesizedTemplates templates) {
        return templates.all("AWS::CloudFront::Distribution").stream()
                .map((TemplateResource each) -> each.property("DistributionConfig"))
                .findFirst()
                .orElseThrow();
    }
}
