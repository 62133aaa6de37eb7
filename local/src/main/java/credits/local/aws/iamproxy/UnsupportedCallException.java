package credits.local.aws.iamproxy;

/// A call for which the local run does not know the IAM actions. It is always denied.
final class UnsupportedCallException extends Exception {
    private static final long serialVersionUID = 1;

    UnsupportedCallException(String call) {
        super("The local run does not support " + call + ": add it to credits.local.aws.iamproxy.");
    }
}
