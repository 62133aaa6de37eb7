/// Reads the synthesized CloudFormation template into definitions (`TableDefinition`, `FunctionDefinition`, …) and
/// resolves its references to local names and addresses. It starts nothing and opens no connection. A resource type or
/// property that it neither supports nor ignores on purpose is rejected by name, so that the local run and the
/// deployment cannot drift apart.
@CheckReturnValue
@NullMarked
package credits.local.aws.template;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
