package credits.local.access;

/// What IAM says to a call, in order of precedence.
public sealed interface Verdict {
    /// A statement denies it, whatever others allow.
    ///
    /// @param place where that stands
    /// @param inRole whether in a policy of the role, or else in one of the resource
    record Denied(String place, boolean inRole) implements Verdict {}

    /// A statement allows it.
    record Allowed() implements Verdict {}

    /// Nobody has said anything, which means no.
    record NotAllowed() implements Verdict {}
}
