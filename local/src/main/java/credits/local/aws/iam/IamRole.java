package credits.local.access;

import java.util.List;

/// Whom a function or a pipe acts as, with the statements of all policies attached to it.
///
/// @param trusted the services that may act as it: `lambda.amazonaws.com`
public record Role(String name, List<String> trusted, List<Statement> statements) {
    public Role {
        trusted = List.copyOf(trusted);
        statements = List.copyOf(statements);
    }
}
