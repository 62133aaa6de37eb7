package credits.infrastructure;

import credits.settings.EnvironmentVariable;
import java.util.List;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.constructs.Construct;

/// The secret with our Stripe API key and the webhook signing secrets, and the permission to read it.
///
/// It is created empty: the operator stores `{"api_key": "sk_…", "webhook_secrets": ["whsec_…"]}` in it.
final class StripeCredentialsSecret extends Construct {
    private final Secret secret;

    StripeCredentialsSecret(Construct scope, StageSettings settings) {
        super(scope, "Stripe");
        secret = Secret.Builder.create(this, "Secret")
                .description("Stripe: api_key and webhook_secrets")
                .removalPolicy(settings.removalPolicy())
                .build();
        AcceptedFinding.awsSolutions("SMG4")
                .acceptAt(secret, "Stripe issues its keys: they are rotated there and then stored here.");
    }

    Secret secret() {
        return secret;
    }

    /// Gives `function` access to Stripe.
    void grantAccess(JavaFunction function, StageSettings settings) {
        function.setEnvironment(EnvironmentVariable.STRIPE_SECRET_ARN, secret.getSecretArn());
        function.setEnvironment(EnvironmentVariable.STRIPE_LIVE, Boolean.toString(settings.stripeLive()));
        function.allow(PolicyStatement.Builder.create()
                .actions(List.of("secretsmanager:GetSecretValue"))
                .resources(List.of(secret.getSecretArn()))
                .build());
    }
}
