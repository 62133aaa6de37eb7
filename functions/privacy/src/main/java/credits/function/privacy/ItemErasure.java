package credits.function.privacy;

import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.function.privacy.DataSubject.EntireOrganisation;
import credits.function.privacy.DataSubject.Person;
import credits.profile.ErasedMembersStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What erasing a person or an organisation does to one item next to the chain.
///
/// @param pseudonym takes the place of the subject's member IDs
/// @param hasInvoice whether the payment of an item has its invoice
record ItemErasure(
        DataSubject subject, String pseudonym, Predicate<Map<String, AttributeValue>> hasInvoice, Instant now) {
    private static final String RECIPIENTS = "alert_recipients";
    private static final String BUYER = "buyer";
    private static final String MEMBER = "member";
    private static final String CORRECTED_BY = "corrected_by";
    // Whatever else a profile has, now or in the future, is personal.
    private static final Set<String> KEPT_OF_PROFILE = Set.of(
            TableKeys.PARTITION_KEY,
            TableKeys.SORT_KEY,
            RECIPIENTS,
            ErasedMembersStore.MEMBERS_ATTRIBUTE,
            ErasedMembersStore.EVERYONE_ATTRIBUTE);
    // They have IDs of payments, amounts and counts.
    private static final Set<String> HARMLESS = Set.of(
            TableKeys.PAYMENT_DOCUMENTS_PREFIX,
            TableKeys.RECONCILED_PREFIX,
            TableKeys.POSTED_SORT,
            TableKeys.MAIL_DAY_PREFIX);
    // Stripe may tell of a payment so long after the time in which it could be made.
    private static final Duration LATEST_PAYMENT = Duration.ofDays(4);

    /// The result for one item.
    sealed interface Result {
        /// It has nothing of the subject's.
        record Untouched() implements Result {}

        record Replaced(Map<String, AttributeValue> item) implements Result {}

        record Deleted() implements Result {}

        /// It has data that must stay for now.
        record Kept(String reason) implements Result {}
    }

    Result of(Map<String, AttributeValue> item) {
        var sort = ItemAttributes.text(item, TableKeys.SORT_KEY);
        if (sort.equals(TableKeys.PROFILE_SORT)) return changed(item, profile(item));
        if (sort.startsWith(TableKeys.PAYMENT_PREFIX)) return payment(item);
        if (sort.startsWith(TableKeys.NOTIFICATION_PREFIX)) return deletedOr(item, notification(item));
        if (sort.startsWith(TableKeys.TOP_UP_DAY_PREFIX)) return deletedOr(item, topUpDay(item));
        boolean isHarmless = HARMLESS.stream().anyMatch(sort::startsWith);
        if (isHarmless || subject instanceof Person) return new Result.Untouched();
        if (sort.equals(TableKeys.STRIPE_CUSTOMER_SORT))
            return new Result.Kept(
                    "the customer at Stripe, to be deleted there: " + ItemAttributes.text(item, "stripe"));
        return new Result.Kept("an item of a kind that is unknown here");
    }

    private Result deletedOr(Map<String, AttributeValue> item, Map<String, AttributeValue> changedItem) {
        return subject instanceof EntireOrganisation ? new Result.Deleted() : changed(item, changedItem);
    }

    private static Result changed(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        return before.equals(after) ? new Result.Untouched() : new Result.Replaced(after);
    }

    private Map<String, AttributeValue> profile(Map<String, AttributeValue> item) {
        var after = new HashMap<>(item);
        if (item.containsKey(RECIPIENTS)) after.put(RECIPIENTS, recipients(ItemAttributes.map(item, RECIPIENTS)));
        if (subject instanceof EntireOrganisation) after.keySet().retainAll(KEPT_OF_PROFILE);
        else {
            replaceBuyer(after);
            after.replaceAll((_, value) -> value.hasM() ? withoutChangedBy(value) : value);
        }
        return after;
    }

    // Who has changed a part of the profile.
    private AttributeValue withoutChangedBy(AttributeValue part) {
        var parts = new HashMap<>(part.m());
        replaceMember(parts, "by");
        return parts.equals(part.m()) ? part : AttributeValue.fromM(parts);
    }

    private AttributeValue recipients(Map<String, AttributeValue> parts) {
        var after = new HashMap<>(parts);
        var addresses = ItemAttributes.required(parts, "addresses").l();
        after.put(
                "addresses",
                AttributeValue.fromL(addresses.stream()
                        .filter(address -> !subject.isMailbox(address.s()))
                        .toList()));
        if (parts.containsKey("secrets")) {
            var secrets = new HashMap<>(ItemAttributes.map(parts, "secrets"));
            secrets.keySet().removeIf(subject::isMailbox);
            after.put("secrets", AttributeValue.fromM(secrets));
        }
        replaceMember(after, "by");
        if (after.equals(parts)) return AttributeValue.fromM(parts);
        // What a member has read before can no longer be saved.
        after.put("version", ItemAttributes.number(ItemAttributes.number(parts, "version") + 1));
        return AttributeValue.fromM(after);
    }

    private Map<String, AttributeValue> notification(Map<String, AttributeValue> item) {
        var after = new HashMap<>(item);
        var deliveries = ItemAttributes.required(item, "deliveries").l();
        after.put(
                "deliveries",
                AttributeValue.fromL(deliveries.stream()
                        .filter(delivery -> !subject.isMailbox(ItemAttributes.text(delivery.m(), "to")))
                        .toList()));
        return after;
    }

    private Map<String, AttributeValue> topUpDay(Map<String, AttributeValue> item) {
        var attempts = new HashMap<>(ItemAttributes.map(item, "attempts"));
        for (var member : Set.copyOf(attempts.keySet())) {
            if (subject.isMember(member)) attempts.put(pseudonym, attempts.remove(member));
        }
        var after = new HashMap<>(item);
        after.put("attempts", AttributeValue.fromM(attempts));
        return after;
    }

    private Result payment(Map<String, AttributeValue> item) {
        var after = new HashMap<>(item);
        replaceMember(after, MEMBER);
        replaceMember(after, CORRECTED_BY);
        boolean hasBuyer = subject instanceof EntireOrganisation || isBuyersMailbox(item);
        if (hasBuyer && item.containsKey(BUYER)) {
            if (mayNeedInvoice(item)) return new Result.Kept("the buyer of a payment that has no invoice yet");
            replaceBuyer(after);
        }
        return changed(item, after);
    }

    // An invoice is made from the payment, and a credit note from the invoice.
    private boolean mayNeedInvoice(Map<String, AttributeValue> payment) {
        if (hasInvoice.test(payment)) return false;
        if (ItemAttributes.text(payment, "stage").equals("PAID")) return true;
        return now.isBefore(ItemAttributes.time(payment, "expires_at").plus(LATEST_PAYMENT));
    }

    private boolean isBuyersMailbox(Map<String, AttributeValue> item) {
        return item.containsKey(BUYER)
                && subject.isMailbox(ItemAttributes.text(ItemAttributes.map(item, BUYER), "email"));
    }

    private void replaceBuyer(Map<String, AttributeValue> item) {
        if (isBuyersMailbox(item))
            item.put(BUYER, AttributeValue.fromM(eraser().apply(ItemAttributes.map(item, BUYER))));
    }

    private UnaryOperator<Map<String, AttributeValue>> eraser() {
        return subject instanceof EntireOrganisation ? ErasedBuyer::everything : ErasedBuyer::emailOnly;
    }

    private void replaceMember(Map<String, AttributeValue> parts, String name) {
        if (parts.containsKey(name) && subject.isMember(ItemAttributes.text(parts, name)))
            parts.put(name, ItemAttributes.text(pseudonym));
    }

    /// What a billing profile becomes: it can still be read, and names nobody.
    private static final class ErasedBuyer {
        private static final List<String> REQUIRED = List.of("legal_name", "line1", "postal_code", "city");
        private static final Set<String> OPTIONAL = Set.of(
                "line2",
                "region",
                "vat_id_checked_at",
                "vat_id_reference",
                "buyer_reference",
                "purchase_order",
                "electronic_address",
                "codice_fiscale",
                "sdi_code",
                "pec");
        // Reserved by RFC 2606: no mail reaches it.
        private static final String NOBODY = "erased@example.invalid";

        private ErasedBuyer() {}

        static Map<String, AttributeValue> everything(Map<String, AttributeValue> buyer) {
            var after = new HashMap<>(emailOnly(buyer));
            after.keySet().removeAll(OPTIONAL);
            REQUIRED.forEach(name -> after.put(name, ItemAttributes.text("erased")));
            // That the buyer had one is why no VAT was charged.
            if (after.containsKey("vat_id")) after.put("vat_id", ItemAttributes.text("XX00"));
            return after;
        }

        static Map<String, AttributeValue> emailOnly(Map<String, AttributeValue> buyer) {
            var after = new HashMap<>(buyer);
            after.put("email", ItemAttributes.text(NOBODY));
            return after;
        }
    }
}
