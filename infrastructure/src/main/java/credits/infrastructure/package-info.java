/// The deployed shape, as a CDK app: four stacks that only compose, one construct per capability. Takes the names of
/// keys and environment variables from `shared` and everything a deployment may choose from `cdk.json`. It holds no
/// logic that runs after deployment, and its synthesis uses no clock, no chance, no network and no AWS account.
@CheckReturnValue
@NullMarked
package credits.infrastructure;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
