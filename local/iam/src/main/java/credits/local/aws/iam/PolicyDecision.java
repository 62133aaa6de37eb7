package credits.local.aws.iam;

/// IAM's decision about a request, in order of precedence.
public sealed interface PolicyDecision {
    /// A statement denies the request, whatever others allow.
    ///
    /// @param source where the statement is defined
    /// @param isInRole whether the statement is in a policy of the role; otherwise it is in a policy
    ///     of the resource
    record ExplicitDeny(String source, boolean isInRole) implements PolicyDecision {}

    /// A statement allows the request.
    record Allowed() implements PolicyDecision {}

    /// No statement allows the request.
    record ImplicitDeny() implements PolicyDecision {}
}
