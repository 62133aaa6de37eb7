package credits.local.aws.iam;

import java.util.List;

/// A role that a function or pipe assumes, with the statements of all its policies.
///
/// @param trustedServices the services that may assume it, such as `lambda.amazonaws.com`
public record IamRole(String name, List<String> trustedServices, List<IamStatement> statements) {
    public IamRole {
        trustedServices = List.copyOf(trustedServices);
        statements = List.copyOf(statements);
    }
}
