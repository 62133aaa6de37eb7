package credits.infrastructure;

import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

/// The resources that must outlive every deployment: the accounts, the usage in the queue and the issued documents.
final class Data extends Stack {
    private final AccountTable accounts;
    private final UsageIntake usage;
    private final StripeAccess stripe;
    private final InvoiceArchive archive;
    private final Pager pager;

    Data(App app, Settings settings) {
        super(app, "Data", properties(settings));
        accounts = new AccountTable(this, settings);
        usage = new UsageIntake(this, settings);
        stripe = new StripeAccess(this, settings);
        archive = new InvoiceArchive(this, settings);
        pager = new Pager(this, settings);
        output("TableName", accounts.table().getTableName());
        output("UsageQueueUrl", usage.queue().getQueueUrl());
        output("UsageQueueArn", usage.queue().getQueueArn());
        output("UsageProducerPolicyArn", usage.producers().getManagedPolicyArn());
        output("InvalidUsageQueueUrl", usage.invalid().getQueueUrl());
        output("InvoiceBucketName", archive.bucket().getBucketName());
        output("StripeSecretArn", stripe.secret().getSecretArn());
    }

    AccountTable accounts() {
        return accounts;
    }

    UsageIntake usage() {
        return usage;
    }

    StripeAccess stripe() {
        return stripe;
    }

    InvoiceArchive archive() {
        return archive;
    }

    /// The topic of alarms.
    Pager pager() {
        return pager;
    }

    private void output(String id, String value) {
        CfnOutput.Builder.create(this, id).value(value).build();
    }

    private static StackProps properties(Settings settings) {
        return StackProps.builder()
                .stackName(settings.stackName("data"))
                .description("Credits: accounts, usage, invoices")
                .terminationProtection(settings.protectData())
                .build();
    }
}
