package credits.local.aws.iamproxy;

import credits.local.aws.iam.ConditionKey;
import credits.local.aws.iam.IamRequest;

/// A kind of call that a function has made and its role allows.
///
/// @param function the function's name in the template, without `Function`
/// @param target the items of the table by the first part of their partition key, such as `O#*`; the folder of a bucket;
///     empty for other services
/// @param isInTransaction whether the call was part of a transaction
public record AllowedCall(String function, String action, String target, boolean isInTransaction) {
    static AllowedCall of(String function, IamRequest request) {
        var keys = request.contextValues(ConditionKey.LEADING_KEYS);
        var target = keys.isEmpty() ? folder(request) : pattern(keys.getFirst());
        return new AllowedCall(
                function.replaceFirst("Function.*", ""),
                request.action(),
                target,
                !request.contextValues(ConditionKey.ENCLOSING_OPERATION).isEmpty());
    }

    private static String pattern(String key) {
        int hash = key.indexOf('#');
        return hash < 0 ? key : key.substring(0, hash + 1) + "*";
    }

    private static String folder(IamRequest request) {
        if (!request.action().startsWith("s3:")) return "";
        var parts = request.resource().split("/", 3);
        return parts.length < 3 ? "" : parts[1] + "/*";
    }

    /// The call in a line, such as `Webhook dynamodb:PutItem P#* in transactions`.
    @Override
    public String toString() {
        return function + " " + action + (target.isEmpty() ? "" : " " + target)
                + (isInTransaction ? " in transactions" : "");
    }
}
