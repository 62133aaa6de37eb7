package credits.local.guard;

import credits.local.access.Call;
import credits.local.access.Key;
import credits.local.gateway.Answer;
import credits.local.gateway.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// S3's calls with the bucket in the path: objects read, written and deleted, and lists of them.
final class ObjectCalls implements Protocol {
    private static final String LOCK = "x-amz-object-lock-";

    @Override
    public List<Call> calls(Request request) throws NotPlayed {
        var parts = request.path().substring(1).split("/", 2);
        var isBucket = parts.length < 2 || parts[1].isEmpty();
        if (isBucket) return List.of(list(request, parts[0]));
        var object = parts[0] + "/" + URLDecoder.decode(parts[1].replace("+", "%2B"), StandardCharsets.UTF_8);
        return switch (request.method()) {
            case "GET", "HEAD" -> List.of(call("s3:GetObject", object));
            case "DELETE" -> List.of(call("s3:DeleteObject", object));
            case "PUT" -> put(request, object);
            default -> throw new NotPlayed("s3's " + request.method() + " of an object");
        };
    }

    /// Who may not list a bucket is not told that an object is missing.
    @Override
    public List<Call> toHear(Request request, Answer answer) {
        if (answer.status() != 404) return List.of();
        return List.of(call("s3:ListBucket", request.path().substring(1).split("/", 2)[0]));
    }

    @Override
    public Answer refusal(Refused refused) {
        return fault(403, "AccessDenied", refused.message());
    }

    @Override
    public Answer unknown(NotPlayed what) {
        return fault(501, "NotImplemented", String.valueOf(what.getMessage()));
    }

    private static Call list(Request request, String bucket) throws NotPlayed {
        if (!request.method().equals("GET") || !request.query().contains("list-type=2"))
            throw new NotPlayed("s3's " + request.method() + " of a bucket");
        return call("s3:ListBucket", bucket);
    }

    /// A retention or a legal hold that comes with the object takes an action of its own, and so does what replaces
    /// an object that must be as it was.
    private static List<Call> put(Request request, String object) throws NotPlayed {
        if (request.headers().containsKey("x-amz-copy-source")) throw new NotPlayed("s3's copies");
        var calls = new ArrayList<>(List.of(call("s3:PutObject", object)));
        if (request.headers().containsKey(LOCK + "mode")) calls.add(call("s3:PutObjectRetention", object));
        if (request.headers().containsKey(LOCK + "legal-hold")) calls.add(call("s3:PutObjectLegalHold", object));
        if (request.headers().containsKey("if-match")) calls.add(call("s3:GetObject", object));
        return calls;
    }

    private static Call call(String action, String resource) {
        return new Call(action, "arn:aws:s3:::" + resource, Map.of(Key.SECURE_TRANSPORT, List.of("true")));
    }

    private static Answer fault(int status, String code, String message) {
        var body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code><Message>%s</Message></Error>"
                .formatted(code, message.replace("&", "&amp;").replace("<", "&lt;"));
        return new Answer(
                status, Map.of("content-type", List.of("application/xml")), body.getBytes(StandardCharsets.UTF_8));
    }
}
