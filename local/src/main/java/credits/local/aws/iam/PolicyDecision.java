package credits.local.aws.iam;

/// What IAM says to a call, in order of precedence.
public sealed interface PolicyDecision {
    /// A statement denies it, whatever others allow.
    ///
    /// @param source where that stands
    /// @param isInRole whether in a policy of the role, or else in one of the resource
    record ExplicitDeny(String source, boolean isInRole) implements PolicyDecision {}

    /// A statement allows it.
    record Allowed() implements PolicyDecision {}

    /// Nobody has said anything, which means no.
    record ImplicitDeny() implements PolicyDecision {}
}
