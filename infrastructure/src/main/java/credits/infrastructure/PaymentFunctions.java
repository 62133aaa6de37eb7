package credits.infrastructure;

import credits.settings.EnvironmentVariable;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.CronOptions;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.constructs.Construct;

/// The three functions that use Stripe and their permissions: they write payments, and post to an account only in a
/// transaction with a payment.
final class PaymentFunctions {
    // Up to three calls to Stripe of eight seconds each; API Gateway gives up after 30 seconds.
    private static final Duration CHECKOUT_TIMEOUT = Duration.seconds(29);
    private static final Duration WEBHOOK_TIMEOUT = Duration.seconds(20);
    private static final Duration RECONCILE_TIMEOUT = Duration.minutes(15);

    private static final AcceptedFinding MISSED_RUN = AcceptedFinding.serverless("EventBusDLQ");

    private final StageSettings settings;
    private final DataStack dataStack;
    private final BiFunction<String, Duration, JavaFunction> memberFunctions;
    private final BiFunction<String, Duration, JavaFunction> otherFunctions;

    /// Creates the functions.
    ///
    /// @param memberFunctions creates a function that members call
    /// @param otherFunctions creates any other function
    PaymentFunctions(
            StageSettings settings,
            DataStack dataStack,
            BiFunction<String, Duration, JavaFunction> memberFunctions,
            BiFunction<String, Duration, JavaFunction> otherFunctions) {
        this.settings = settings;
        this.dataStack = dataStack;
        this.memberFunctions = memberFunctions;
        this.otherFunctions = otherFunctions;
    }

    JavaFunction addCheckout(InvoiceQueue invoiceQueue) {
        var checkout = memberFunctions.apply("Checkout", CHECKOUT_TIMEOUT);
        grantPaymentAccess(checkout);
        checkout.allowRead(
                dataStack.accountTable(), ItemKind.ACCOUNTS, ItemKind.PROFILES, ItemKind.UNMATCHED_REVERSALS);
        checkout.allowGetItem(dataStack.accountTable(), ItemKind.INVOICES);
        checkout.allowPut(
                dataStack.accountTable(),
                // A top-up may be the first that happens to an account.
                ItemKind.ORGANISATIONS,
                ItemKind.PROFILES,
                ItemKind.PAYMENT_INTENTS,
                ItemKind.QUARANTINE);
        settings.topUpSettings().setLimits(checkout);
        checkout.setEnvironment(
                EnvironmentVariable.RETURN_URL, settings.returnUrl().toString());
        checkout.setEnvironment(EnvironmentVariable.VAT_MODE, settings.vat().mode());
        checkout.setEnvironment(EnvironmentVariable.SELLER, settings.seller().json());
        setVatIdMaxAge(checkout);
        setReissueDays(checkout);
        invoiceQueue.grantSend(checkout);
        checkout.setEnvironment(EnvironmentVariable.VAT_RATES, settings.vat().formatRates());
        return checkout;
    }

    JavaFunction addWebhook(InvoiceQueue invoiceQueue) {
        var webhook = otherFunctions.apply("Webhook", WEBHOOK_TIMEOUT);
        grantPaymentAccess(webhook);
        allowReadWithIntents(webhook);
        webhook.allowPut(
                dataStack.accountTable(),
                ItemKind.PROFILES,
                ItemKind.PAYMENT_INTENTS,
                ItemKind.UNMATCHED_REVERSALS,
                ItemKind.QUARANTINE);
        settings.topUpSettings().setDeclineLimit(webhook);
        invoiceQueue.grantSend(webhook);
        webhook.serveHttp();
        return webhook;
    }

    /// Schedules the reconcile function: the sweep every 15 minutes, and the reconciliation and the checks every night;
    /// what they do not get done in one run is gone on with every 15 minutes.
    void addReconcile(Construct scope, InvoiceQueue invoiceQueue) {
        var reconcile = otherFunctions.apply("Reconcile", RECONCILE_TIMEOUT);
        grantPaymentAccess(reconcile);
        allowReadWithIntents(reconcile);
        reconcile.allowPut(dataStack.accountTable(), ItemKind.PROFILES, ItemKind.PAYMENT_INTENTS, ItemKind.QUARANTINE);
        reconcile.allowPut(dataStack.accountTable(), ItemKind.RECONCILIATION);
        reconcile.allowRead(
                dataStack.accountTable(), ItemKind.INVOICES, ItemKind.ORGANISATIONS, ItemKind.RECONCILIATION);
        reconcile.setEnvironment(EnvironmentVariable.SELLER, settings.seller().json());
        setVatIdMaxAge(reconcile);
        setReissueDays(reconcile);
        invoiceQueue.grantSend(reconcile);
        acceptMissedRuns(
                addSchedule(
                        scope,
                        reconcile,
                        "sweep",
                        CronOptions.builder().minute("7/15").build()),
                addSchedule(scope, reconcile, "compare", nightly(2, 30)),
                addSchedule(scope, reconcile, "paper", nightly(4, 30)),
                addSchedule(
                        scope,
                        reconcile,
                        "continue",
                        CronOptions.builder().minute("0/15").build()));
        MISSED_RUN.acceptAt(
                addSchedule(scope, reconcile, "vat_ids", nightly(3, 30)),
                "The next night makes up for a missed run, and no sale waits for it.");
    }

    private void setVatIdMaxAge(JavaFunction function) {
        int days = settings.vat().vatIdMaxAgeDays();
        function.setEnvironment(EnvironmentVariable.VAT_ID_MAX_AGE_DAYS, Integer.toString(days));
    }

    private void setReissueDays(JavaFunction function) {
        int days = settings.vat().reissueDays();
        function.setEnvironment(EnvironmentVariable.INVOICE_REISSUE_DAYS, Integer.toString(days));
    }

    private void allowReadWithIntents(JavaFunction function) {
        function.allowRead(
                dataStack.accountTable(),
                ItemKind.ACCOUNTS,
                ItemKind.PROFILES,
                ItemKind.PAYMENT_INTENTS,
                ItemKind.UNMATCHED_REVERSALS);
    }

    private static CronOptions nightly(int hour, int minute) {
        return CronOptions.builder()
                .minute(Integer.toString(minute))
                .hour(Integer.toString(hour))
                .build();
    }

    private static Rule addSchedule(Construct scope, JavaFunction function, String task, CronOptions times) {
        return Rule.Builder.create(scope, "Reconcile-" + task.replace('_', '-'))
                .schedule(Schedule.cron(times))
                .targets(List.of(LambdaFunction.Builder.create(function.liveAlias())
                        .event(RuleTargetInput.fromObject(Map.of("task", task)))
                        .build()))
                .build();
    }

    private static void acceptMissedRuns(Rule... rules) {
        for (var rule : rules)
            MISSED_RUN.acceptAt(rule, "The next run makes up for a missed one; if none comes, an alarm fires.");
    }

    /// Allows what all three do: they read accounts, and write payments with their postings.
    private void grantPaymentAccess(JavaFunction function) {
        dataStack.stripeCredentialsSecret().grantAccess(function, settings);
        function.allowPutInTransactions(dataStack.accountTable(), ItemKind.ACCOUNTS);
        function.allowGetAndUpdate(dataStack.accountTable(), ItemKind.PROFILES);
    }
}
