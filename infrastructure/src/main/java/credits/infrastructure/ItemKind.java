package credits.infrastructure;

import credits.aws.TableKeys;
import credits.aws.WebhookKeys;

/// The kinds of items in the account table by the prefix of their partition keys, for the functions' permissions.
enum ItemKind {
    /// The chain of every account and its index.
    ACCOUNTS(TableKeys.ACCOUNT_PREFIX + "*"),
    /// The calls that wait for a commit.
    WAITING_CALLS(TableKeys.WAITING_CALL_PREFIX + "*"),
    /// The list of all organisations.
    ORGANISATIONS(TableKeys.ORGANISATION_SHARD_PREFIX + "*"),
    /// The price lists.
    PRICES(TableKeys.PRICE_LIST_PARTITION),
    /// The profile and the payments of every organisation.
    PROFILES(TableKeys.PROFILE_PREFIX + "*"),
    /// The top-up of each Stripe payment.
    PAYMENT_INTENTS(TableKeys.PAYMENT_INTENT_PREFIX + "*"),
    /// The unmatched reversals.
    UNMATCHED_REVERSALS(TableKeys.UNMATCHED_REVERSAL_PREFIX + "*"),
    /// The quarantined payments.
    QUARANTINE(TableKeys.QUARANTINE_PREFIX + "*"),
    /// The invoices, the credit notes and their counters.
    INVOICES(TableKeys.INVOICE_PARTITION),
    /// The e-mails sent to the platform's operators.
    OPERATORS(TableKeys.OPERATOR_PARTITION),
    /// The webhook endpoints with their secrets.
    WEBHOOK_ENDPOINTS(WebhookKeys.ENDPOINT_PARTITION),
    /// The deliveries of events to each webhook endpoint.
    WEBHOOK_DELIVERIES(WebhookKeys.DELIVERY_PREFIX + "*"),
    /// The reports of the Stripe reconciliation.
    RECONCILIATION(TableKeys.RECONCILIATION_PARTITION);

    private final String keyPattern;

    ItemKind(String keyPattern) {
        this.keyPattern = keyPattern;
    }

    /// The pattern of their partition keys, in the syntax of IAM's `StringLike`.
    String keyPattern() {
        return keyPattern;
    }
}
