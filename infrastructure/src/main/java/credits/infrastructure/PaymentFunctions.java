package credits.infrastructure;

import credits.wire.Variable;
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

    private static final Finding MISSABLE = Finding.serverless("EventBusDLQ");

    private final Settings settings;
    private final Data data;
    private final BiFunction<String, Duration, JavaFunction> members;
    private final BiFunction<String, Duration, JavaFunction> others;

    /// Creates the functions.
    ///
    /// @param members creates a function that members call
    /// @param others creates any other function
    PaymentFunctions(
            Settings settings,
            Data data,
            BiFunction<String, Duration, JavaFunction> members,
            BiFunction<String, Duration, JavaFunction> others) {
        this.settings = settings;
        this.data = data;
        this.members = members;
        this.others = others;
    }

    JavaFunction checkout() {
        var checkout = members.apply("Checkout", CHECKOUT_TIMEOUT);
        open(checkout);
        checkout.set(Variable.TOP_UP_MINIMUM, Integer.toString(settings.topUp().minimum()));
        checkout.set(Variable.TOP_UP_MAXIMUM, Integer.toString(settings.topUp().maximum()));
        checkout.set(Variable.RETURN_URL, settings.returnUrl().toString());
        checkout.set(Variable.VAT_MODE, settings.vat().mode());
        checkout.set(Variable.SELLER_COUNTRY, settings.vat().seller());
        checkout.set(Variable.VAT_RATES, settings.vat().ratesAsText());
        return checkout;
    }

    JavaFunction webhook() {
        var webhook = others.apply("Webhook", WEBHOOK_TIMEOUT);
        open(webhook);
        webhook.answersHttp();
        return webhook;
    }

    /// Schedules the reconcile function: the sweep every 15 minutes, the verification every hour, and the
    /// reconciliation and the checks every night.
    void reconcile(Construct scope, Paper paper) {
        var reconcile = others.apply("Reconcile", RECONCILE_TIMEOUT);
        open(reconcile);
        reconcile.gets(data.accounts(), Items.RECONCILIATION);
        reconcile.appends(data.accounts(), Items.RECONCILIATION);
        reconcile.reads(data.accounts(), Items.INVOICES);
        reconcile.set(Variable.SELLER, settings.seller().text());
        paper.askedBy(reconcile);
        watched(
                rule(
                        scope,
                        reconcile,
                        "sweep",
                        CronOptions.builder().minute("7/15").build()),
                rule(scope, reconcile, "compare", nightly(2, 30)),
                rule(scope, reconcile, "paper", nightly(3, 30)),
                rule(
                        scope,
                        reconcile,
                        "prove",
                        CronOptions.builder().minute("37").build()));
        MISSABLE.acceptedAt(
                rule(scope, reconcile, "vat_ids", nightly(4, 30)),
                "The next night makes up for a missed run, and no sale waits for it.");
    }

    private static CronOptions nightly(int hour, int minute) {
        return CronOptions.builder()
                .minute(Integer.toString(minute))
                .hour(Integer.toString(hour))
                .build();
    }

    private static Rule rule(Construct scope, JavaFunction function, String task, CronOptions times) {
        return Rule.Builder.create(scope, "Reconcile-" + task.replace('_', '-'))
                .schedule(Schedule.cron(times))
                .targets(List.of(LambdaFunction.Builder.create(function.live())
                        .event(RuleTargetInput.fromObject(Map.of("task", task)))
                        .build()))
                .build();
    }

    private static void watched(Rule... rules) {
        for (var rule : rules)
            MISSABLE.acceptedAt(rule, "The next run makes up for a missed one; if none comes, an alarm fires.");
    }

    private void open(JavaFunction function) {
        data.stripe().open(function, settings);
        function.reads(
                data.accounts(),
                Items.ACCOUNTS,
                Items.ORGANISATIONS,
                Items.PROFILES,
                Items.PAYMENT_INTENTS,
                Items.PARKED);
        function.appends(
                data.accounts(),
                Items.ORGANISATIONS,
                Items.PROFILES,
                Items.PAYMENT_INTENTS,
                Items.PARKED,
                Items.QUARANTINE);
        function.appendsInTransactions(data.accounts(), Items.ACCOUNTS);
        function.changes(data.accounts(), Items.PROFILES);
    }
}
