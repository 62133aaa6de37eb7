/// The deployment as a CDK app: four stacks that only compose, one construct per capability. Takes the names of keys,
/// environment variables, alarms and counted log words from `shared`, and every choice of a deployment from `cdk.json`.
/// Contains no logic that runs after deployment; synthesis uses no clock, no randomness, no network and no AWS account.
@CheckReturnValue
@NullMarked
package credits.infrastructure;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
