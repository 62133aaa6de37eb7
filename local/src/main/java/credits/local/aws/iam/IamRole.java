package credits.local.aws.iam;

import java.util.List;

/// Whom a function or a pipe acts as, with the statements of all policies attached to it.
///
/// @param trustedServices the services that may act as it: `lambda.amazonaws.com`
public record IamRole(String name, List<String> trustedServices, List<IamStatement> statements) {
    public IamRole {
        trustedServices = List.copyOf(trustedServices);
        statements = List.copyOf(statements);
    }
}
