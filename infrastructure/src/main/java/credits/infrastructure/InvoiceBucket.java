package credits.infrastructure;

import credits.invoicing.store.PaymentDocuments;
import credits.ledger.verification.AnchorList;
import credits.settings.EnvironmentVariable;
import credits.settings.SellerSettings;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.ObjectLockRetention;
import software.constructs.Construct;

/// The bucket of issued documents and of the anchors of the chains. On stages that protect data, nobody can
/// delete or replace a file before its retention ends, not even the root user of the account.
final class InvoiceBucket extends Construct {
    // The longest retention in the EU, that of the one-stop shop: Directive 2006/112/EC, Art. 369k.
    private static final Duration RETENTION = Duration.days(4_020);

    private final StageSettings settings;
    private final Bucket bucket;

    InvoiceBucket(Construct scope, StageSettings settings) {
        super(scope, "Invoices");
        this.settings = settings;
        var builder = Bucket.Builder.create(this, "Bucket")
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .versioned(true)
                .removalPolicy(settings.removalPolicy());
        if (settings.protectData()) {
            builder.objectLockEnabled(true).objectLockDefaultRetention(ObjectLockRetention.compliance(RETENTION));
        }
        bucket = builder.build();
        AcceptedFinding.awsSolutions("S1")
                .acceptAt(bucket, "Only five functions access it, and the API logs every request.");
    }

    Bucket bucket() {
        return bucket;
    }

    /// Allows `function` to read documents.
    void grantRead(JavaFunction function) {
        function.setEnvironment(EnvironmentVariable.ARCHIVE_BUCKET, bucket.getBucketName());
        allowOnFolder(function, "s3:GetObject", PaymentDocuments.ARCHIVE_FOLDER);
        // Without it, S3 answers 403 instead of 404 for a missing object: it would look like a fault. A read names no
        // prefix, so the permission has no condition.
        function.allow(PolicyStatement.Builder.create()
                .actions(List.of("s3:ListBucket"))
                .resources(List.of(bucket.getBucketArn()))
                .build());
    }

    /// Allows `function` to add documents and to read the seller's branding.
    void grantWrite(JavaFunction function) {
        grantRead(function);
        allowOnFolder(function, "s3:PutObject", PaymentDocuments.ARCHIVE_FOLDER);
        allowOnFolder(function, "s3:GetObject", SellerSettings.BRAND_FOLDER);
    }

    /// Allows `function` to add anchors, to list and to read them. No function that writes to accounts may do that.
    void grantAnchors(JavaFunction function) {
        function.setEnvironment(EnvironmentVariable.ARCHIVE_BUCKET, bucket.getBucketName());
        allowOnFolder(function, "s3:GetObject", AnchorList.ARCHIVE_FOLDER);
        allowOnFolder(function, "s3:PutObject", AnchorList.ARCHIVE_FOLDER);
        function.allow(PolicyStatement.Builder.create()
                .actions(List.of("s3:ListBucket"))
                .resources(List.of(bucket.getBucketArn()))
                .conditions(Map.of("StringLike", Map.of("s3:prefix", AnchorList.ARCHIVE_FOLDER)))
                .build());
    }

    private void allowOnFolder(JavaFunction function, String action, String folder) {
        function.allow(PolicyStatement.Builder.create()
                .actions(List.of(action))
                .resources(List.of(bucket.arnForObjects(folder + "*")))
                .build());
        // cdk-nag's notation for the objects in another stack's bucket.
        var export = settings.stackName("data") + ":ExportsOutputFnGetAttInvoicesBucketB61C805DArnB9106C41";
        AcceptedFinding.awsSolutions("IAM5[Resource::%s/%s*]".formatted(export, folder))
                .acceptAt(function, "Every document is an object of its own: the folder is the narrowest resource.");
    }
}
