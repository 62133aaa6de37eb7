package credits.infrastructure;

import credits.settings.EnvironmentVariable;
import java.util.List;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/// Where the hashes of the chains are kept beyond the reach of whoever can write to the table: files in the locked
/// bucket, and the key that they are signed with, which nobody needs to know.
final class AnchorStorage extends Construct {
    private static final int KEY_LENGTH = 64;

    private final InvoiceBucket invoiceBucket;
    private final Secret key;

    AnchorStorage(Construct scope, StageSettings settings, InvoiceBucket invoiceBucket) {
        super(scope, "Anchors");
        this.invoiceBucket = invoiceBucket;
        key = Secret.Builder.create(this, "Key")
                .description("Signs the anchors of the chains")
                .generateSecretString(SecretStringGenerator.builder()
                        .passwordLength(KEY_LENGTH)
                        .excludePunctuation(true)
                        .build())
                .removalPolicy(settings.removalPolicy())
                .build();
        AcceptedFinding.awsSolutions("SMG4")
                .acceptAt(key, "Signatures of past years must stay verifiable: the key is never rotated.");
    }

    /// Gives `function` access to the anchors. No function that writes to accounts may have it.
    void grantAccess(JavaFunction function) {
        invoiceBucket.grantAnchors(function);
        function.setEnvironment(EnvironmentVariable.ANCHOR_KEY_ARN, key.getSecretArn());
        function.allow(PolicyStatement.Builder.create()
                .actions(List.of("secretsmanager:GetSecretValue"))
                .resources(List.of(key.getSecretArn()))
                .build());
    }
}
