package credits.local.guard;

/// A call of which the local run does not know what AWS would ask permission for. It is refused, never let through.
final class NotPlayed extends Exception {
    private static final long serialVersionUID = 1;

    NotPlayed(String what) {
        super("The local run does not know " + what + ": teach credits.local.guard what it needs.");
    }
}
