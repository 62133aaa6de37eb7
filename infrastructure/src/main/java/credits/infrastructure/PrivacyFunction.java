package credits.infrastructure;

import software.amazon.awscdk.Duration;

/// The function that exports and erases personal data. It is the only one that may delete items, and only next to the
/// chains.
final class PrivacyFunction {
    /// It walks through all items of an organisation. A call that is cut off is repeated.
    static final Duration TIMEOUT = Duration.seconds(28);

    private PrivacyFunction() {}

    static void allowErasure(JavaFunction privacy, AccountTable table) {
        // First, because it changes what the role is denied.
        privacy.allowErase(table, ItemKind.PROFILES);
        privacy.allowRead(table, ItemKind.ACCOUNTS, ItemKind.INVOICES, ItemKind.PROFILES);
        privacy.allowPut(table, ItemKind.OPERATORS);
    }
}
