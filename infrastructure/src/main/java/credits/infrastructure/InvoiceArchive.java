package credits.infrastructure;

import credits.ledger.Paperwork;
import credits.wire.Stationery;
import credits.wire.Variable;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.ObjectLockRetention;
import software.constructs.Construct;

/// The bucket of issued documents. On stages that protect data, nobody can delete or replace a file before its
/// retention ends, not even the root user of the account.
final class InvoiceArchive extends Construct {
    // The longest retention in the EU, that of the one-stop shop: Directive 2006/112/EC, Art. 369k.
    private static final Duration RETENTION = Duration.days(3_653);

    private final Settings settings;
    private final Bucket bucket;

    InvoiceArchive(Construct scope, Settings settings) {
        super(scope, "Invoices");
        this.settings = settings;
        var builder = Bucket.Builder.create(this, "Bucket")
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .versioned(true)
                .removalPolicy(settings.removal());
        if (settings.protectData()) {
            builder.objectLockEnabled(true).objectLockDefaultRetention(ObjectLockRetention.compliance(RETENTION));
        }
        bucket = builder.build();
        Finding.solutions("S1").acceptedAt(bucket, "Only two functions access it, and the API logs every request.");
    }

    Bucket bucket() {
        return bucket;
    }

    /// Allows `function` to read documents.
    void openTo(JavaFunction function) {
        function.set(Variable.ARCHIVE_BUCKET, bucket.getBucketName());
        allow(function, "s3:GetObject", Paperwork.FOLDER);
    }

    /// Allows `function` to add documents and to read the seller's branding.
    void filledBy(JavaFunction function) {
        openTo(function);
        allow(function, "s3:PutObject", Paperwork.FOLDER);
        allow(function, "s3:GetObject", Stationery.BRAND);
    }

    private void allow(JavaFunction function, String action, String folder) {
        function.allow(PolicyStatement.Builder.create()
                .actions(List.of(action))
                .resources(List.of(bucket.arnForObjects(folder + "*")))
                .build());
        // cdk-nag's notation for the objects in another stack's bucket.
        Finding.solutions("""
                        IAM5[Resource::{"Fn::GetStackOutput":{"StackName":"%s","Region":{"Ref":"AWS::Region"},\
                        "OutputName":"PublishOutputFnGetAttInvoicesBucketB61C805DArn904E437F"}}/%s*]""".formatted(settings.stackName("data"), folder))
                .acceptedAt(function, "Every document is an object of its own: the folder is the narrowest resource.");
    }
}
