package credits.infrastructure;

import credits.settings.EnvironmentVariable;

/// What the `usage` function may read, and its settings.
final class UsageFunction {
    private UsageFunction() {}

    static void configure(JavaFunction usage, DataStack dataStack, StageSettings settings) {
        usage.allowRead(
                dataStack.accountTable(),
                ItemKind.ACCOUNTS,
                ItemKind.PRICES,
                ItemKind.PROFILES,
                ItemKind.RECONCILIATION);
        dataStack.invoiceBucket().grantRead(usage);
        usage.setEnvironment(EnvironmentVariable.ORGANISATION_NAME_CLAIM, settings.organisationNameClaim());
        usage.setEnvironment(
                EnvironmentVariable.TOP_UP_PRESETS, settings.topUpSettings().formatPresets());
        usage.setEnvironment(
                EnvironmentVariable.TOP_UP_MINIMUM,
                Integer.toString(settings.topUpSettings().minimum()));
        usage.setEnvironment(
                EnvironmentVariable.TOP_UP_MAXIMUM,
                Integer.toString(settings.topUpSettings().maximum()));
        usage.setEnvironment(
                EnvironmentVariable.INVOICE_REISSUE_DAYS,
                Integer.toString(settings.vat().reissueDays()));
        usage.setEnvironment(
                EnvironmentVariable.BILLING_CONTACT, settings.billingContact().value());
    }
}
