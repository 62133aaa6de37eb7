package credits.infrastructure;

import software.amazon.awscdk.services.codedeploy.ILambdaDeploymentConfig;
import software.amazon.awscdk.services.codedeploy.LambdaDeploymentConfig;

/// The way in which traffic shifts to a new version of a function.
enum Rollout {
    /// All traffic shifts at once.
    ALL_AT_ONCE {
        @Override
        ILambdaDeploymentConfig deploymentConfig() {
            return LambdaDeploymentConfig.ALL_AT_ONCE;
        }
    },
    /// A tenth of the traffic for five minutes, then all of it. If the function's alarm goes off, it shifts back.
    CANARY {
        @Override
        ILambdaDeploymentConfig deploymentConfig() {
            return LambdaDeploymentConfig.CANARY_10_PERCENT_5_MINUTES;
        }
    };

    abstract ILambdaDeploymentConfig deploymentConfig();
}
