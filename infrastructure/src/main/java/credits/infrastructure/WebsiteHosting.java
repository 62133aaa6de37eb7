package credits.infrastructure;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.cloudfront.AllowedMethods;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.ErrorResponse;
import software.amazon.awscdk.services.cloudfront.Function;
import software.amazon.awscdk.services.cloudfront.FunctionAssociation;
import software.amazon.awscdk.services.cloudfront.FunctionCode;
import software.amazon.awscdk.services.cloudfront.FunctionEventType;
import software.amazon.awscdk.services.cloudfront.FunctionRuntime;
import software.amazon.awscdk.services.cloudfront.HttpVersion;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.OriginProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.OriginRequestPolicy;
import software.amazon.awscdk.services.cloudfront.PriceClass;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;
import software.amazon.awscdk.services.cloudfront.S3OriginAccessControl;
import software.amazon.awscdk.services.cloudfront.SecurityPolicyProtocol;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOrigin;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOriginWithOACProps;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.constructs.Construct;

/// The hosting of the web app: a bucket that only CloudFront can read, and the API under the same origin, so that no
/// call needs CORS.
final class WebsiteHosting extends Construct {
    // Uses the local run's rule for a path: a last segment without a dot is a page, of the operators' console or of
    // the members' app.
    private static final String PAGE_REWRITE_FUNCTION = """
            function handler(event) {
              var request = event.request;
              if (request.uri.split('/').pop().indexOf('.') < 0)
                request.uri = /^\\/operator(\\/|$)/.test(request.uri) ? '/operator.html' : '/index.html';
              return request;
            }
            """;
    // The statuses that CloudFront caches without being asked to.
    private static final List<Integer> CACHED_ERRORS = List.of(404, 405, 414, 500, 501, 502, 503, 504);
    private static final Map<String, String> ACCEPTED_FINDINGS = Map.of(
            "CFR1", "The platform has customers in every country.",
            "CFR2", "The files are static and the API has its own limits; a firewall costs by the month.",
            "CFR3", "Access logs contain IP addresses; the API logs every request without them.",
            "CFR4", "CloudFront's default domain has a fixed TLS policy; a certificate of our own allows ours.");

    private final Bucket bucket;
    private final Distribution distribution;
    private final StageSettings settings;

    WebsiteHosting(Construct scope, StageSettings settings, SiteHeaders headers, HttpRoutes routes) {
        super(scope, "Site");
        this.settings = settings;
        bucket = createBucket();
        distribution = createDistribution(headers, routes);
        ACCEPTED_FINDINGS.keySet().stream()
                .sorted()
                .filter(rule -> !rule.equals("CFR4") || !hasCertificate())
                .forEach(this::acceptFinding);
    }

    Bucket bucket() {
        return bucket;
    }

    Distribution createDistribution() {
        return distribution;
    }

    /// The host name of the web app.
    String host() {
        return hasCertificate() ? settings.returnUrl().getHost() : distribution.getDistributionDomainName();
    }

    // Every file in it can be built again from source.
    private Bucket createBucket() {
        var files = Bucket.Builder.create(this, "Files")
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        AcceptedFinding.awsSolutions("S1").acceptAt(files, "Its files are public; CloudTrail records who wrote them.");
        return files;
    }

    private Distribution createDistribution(SiteHeaders headers, HttpRoutes routes) {
        var files = S3BucketOrigin.withOriginAccessControl(
                bucket,
                S3BucketOriginWithOACProps.builder()
                        .originAccessControl(createAccessControl())
                        .build());
        var builder = Distribution.Builder.create(this, "Distribution")
                .comment("Credits " + settings.stage())
                .httpVersion(HttpVersion.HTTP2_AND_3)
                .priceClass(PriceClass.PRICE_CLASS_100)
                .defaultBehavior(fileBehaviour(files)
                        .responseHeadersPolicy(headers.createPolicy(this, settings))
                        .functionAssociations(List.of(pageRewrite()))
                        .build())
                // In the order of their paths, so that every build is the same.
                .additionalBehaviors(new TreeMap<>(Map.of(
                        "/v1/*",
                        apiBehaviour(routes),
                        "/embed/*",
                        fileBehaviour(files)
                                .responseHeadersPolicy(headers.createEmbedPolicy(this, settings))
                                .build())))
                .errorResponses(uncachedErrors());
        if (hasCertificate()) {
            builder.domainNames(List.of(settings.returnUrl().getHost()))
                    .minimumProtocolVersion(SecurityPolicyProtocol.TLS_V1_2_2021)
                    .certificate(Certificate.fromCertificateArn(this, "Certificate", settings.siteCertificate()));
        }
        return builder.build();
    }

    // Without these, CloudFront keeps an error for ten seconds, whatever its headers say, and answers every
    // caller with it.
    private static List<ErrorResponse> uncachedErrors() {
        return CACHED_ERRORS.stream()
                .map(status -> ErrorResponse.builder()
                        .httpStatus(status)
                        .ttl(Duration.seconds(0))
                        .build())
                .toList();
    }

    private static BehaviorOptions.Builder fileBehaviour(IOrigin files) {
        return BehaviorOptions.builder()
                .origin(files)
                .viewerProtocolPolicy(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
                .cachePolicy(CachePolicy.CACHING_OPTIMIZED);
    }

    private FunctionAssociation pageRewrite() {
        var rewriteFunction = Function.Builder.create(this, "Page")
                .functionName(settings.globalName("page"))
                .code(FunctionCode.fromInline(PAGE_REWRITE_FUNCTION))
                .runtime(FunctionRuntime.JS_2_0)
                .build();
        return FunctionAssociation.builder()
                .eventType(FunctionEventType.VIEWER_REQUEST)
                .function(rewriteFunction)
                .build();
    }

    private S3OriginAccessControl createAccessControl() {
        return S3OriginAccessControl.Builder.create(this, "OriginAccessControl")
                .originAccessControlName(settings.globalName("files"))
                .build();
    }

    // Never cached. Forwards every header but `Host`, the token included.
    private static BehaviorOptions apiBehaviour(HttpRoutes routes) {
        return BehaviorOptions.builder()
                .origin(HttpOrigin.Builder.create(routes.apiDomain())
                        .protocolPolicy(OriginProtocolPolicy.HTTPS_ONLY)
                        .build())
                .viewerProtocolPolicy(ViewerProtocolPolicy.HTTPS_ONLY)
                .allowedMethods(AllowedMethods.ALLOW_ALL)
                .cachePolicy(CachePolicy.CACHING_DISABLED)
                .originRequestPolicy(OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER)
                // For what API Gateway answers itself, such as a 401: functions send these headers with all else.
                .responseHeadersPolicy(ResponseHeadersPolicy.SECURITY_HEADERS)
                .build();
    }

    private boolean hasCertificate() {
        return !settings.siteCertificate().equals("cloudfront");
    }

    private void acceptFinding(String rule) {
        AcceptedFinding.awsSolutions(rule).acceptAt(distribution, ACCEPTED_FINDINGS.getOrDefault(rule, ""));
    }
}
