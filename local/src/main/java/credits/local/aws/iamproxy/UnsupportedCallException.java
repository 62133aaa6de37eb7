package credits.local.aws.iamproxy;

/// A call of which the local run does not know what AWS would ask permission for. It is refused, never let through.
final class UnsupportedCallException extends Exception {
    private static final long serialVersionUID = 1;

    UnsupportedCallException(String call) {
        super("The local run does not know " + call + ": teach credits.local.guard what it needs.");
    }
}
