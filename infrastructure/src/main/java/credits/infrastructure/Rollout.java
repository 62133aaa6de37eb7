package credits.infrastructure;

import software.amazon.awscdk.services.codedeploy.ILambdaDeploymentConfig;
import software.amazon.awscdk.services.codedeploy.LambdaDeploymentConfig;

/// How a new version of a function gets its calls.
enum Rollout {
    /// Every call at once.
    ALL_AT_ONCE {
        @Override
        ILambdaDeploymentConfig plan() {
            return LambdaDeploymentConfig.ALL_AT_ONCE;
        }
    },
    /// One call in ten for five minutes, then every call. If the function's alarm goes off meanwhile, none.
    CANARY {
        @Override
        ILambdaDeploymentConfig plan() {
            return LambdaDeploymentConfig.CANARY_10_PERCENT_5_MINUTES;
        }
    };

    abstract ILambdaDeploymentConfig plan();
}
