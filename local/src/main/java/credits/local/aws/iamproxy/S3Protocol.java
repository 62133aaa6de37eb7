package credits.local.aws.iamproxy;

import credits.local.aws.iam.ConditionKey;
import credits.local.aws.iam.IamRequest;
import credits.local.http.LocalRequest;
import credits.local.http.LocalResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The protocol of S3 with the bucket in the path: objects are read, written, deleted and listed.
final class S3Protocol implements ServiceProtocol {
    private static final String OBJECT_LOCK_PREFIX = "x-amz-object-lock-";

    @Override
    public List<IamRequest> toIamRequests(LocalRequest request) throws UnsupportedCallException {
        var parts = request.path().substring(1).split("/", 2);
        var isBucket = parts.length < 2 || parts[1].isEmpty();
        if (isBucket) return List.of(listBucket(request, parts[0]));
        var object = parts[0] + "/" + URLDecoder.decode(parts[1].replace("+", "%2B"), StandardCharsets.UTF_8);
        return switch (request.method()) {
            case "GET", "HEAD" -> List.of(iamRequest("s3:GetObject", object));
            case "DELETE" -> List.of(iamRequest("s3:DeleteObject", object));
            case "PUT" -> putObject(request, object);
            default -> throw new UnsupportedCallException("s3's " + request.method() + " of an object");
        };
    }

    /// Without `s3:ListBucket`, S3 does not reveal that an object is missing.
    @Override
    public List<IamRequest> requiredToRead(LocalRequest request, LocalResponse response) {
        if (response.status() != 404) return List.of();
        return List.of(iamRequest("s3:ListBucket", request.path().substring(1).split("/", 2)[0]));
    }

    @Override
    public LocalResponse accessDenied(DeniedCall denied) {
        return error(403, "AccessDenied", denied.message());
    }

    @Override
    public LocalResponse unsupported(UnsupportedCallException exception) {
        return error(501, "NotImplemented", String.valueOf(exception.getMessage()));
    }

    private static IamRequest listBucket(LocalRequest request, String bucket) throws UnsupportedCallException {
        if (!request.method().equals("GET") || !request.query().contains("list-type=2"))
            throw new UnsupportedCallException("s3's " + request.method() + " of a bucket");
        var context = Map.of(
                ConditionKey.SECURE_TRANSPORT, List.of("true"),
                ConditionKey.OBJECT_PREFIX, List.of(request.queryParameters().getOrDefault("prefix", "")));
        return new IamRequest("s3:ListBucket", "arn:aws:s3:::" + bucket, context);
    }

    /// A retention, a legal hold or an overwrite with `If-Match` needs actions of its own.
    private static List<IamRequest> putObject(LocalRequest request, String object) throws UnsupportedCallException {
        if (request.headers().containsKey("x-amz-copy-source"))
            throw new UnsupportedCallException("copying of S3 objects");
        var requests = new ArrayList<>(List.of(iamRequest("s3:PutObject", object)));
        if (request.headers().containsKey(OBJECT_LOCK_PREFIX + "mode"))
            requests.add(iamRequest("s3:PutObjectRetention", object));
        if (request.headers().containsKey(OBJECT_LOCK_PREFIX + "legal-hold"))
            requests.add(iamRequest("s3:PutObjectLegalHold", object));
        if (request.headers().containsKey("if-match")) requests.add(iamRequest("s3:GetObject", object));
        return requests;
    }

    private static IamRequest iamRequest(String action, String resource) {
        return new IamRequest(
                action, "arn:aws:s3:::" + resource, Map.of(ConditionKey.SECURE_TRANSPORT, List.of("true")));
    }

    private static LocalResponse error(int status, String code, String message) {
        var body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code><Message>%s</Message></Error>"
                .formatted(code, message.replace("&", "&amp;").replace("<", "&lt;"));
        return new LocalResponse(
                status, Map.of("content-type", List.of("application/xml")), body.getBytes(StandardCharsets.UTF_8));
    }
}
