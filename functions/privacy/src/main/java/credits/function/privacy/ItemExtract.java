package credits.function.privacy;

import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.function.privacy.DataSubject.EntireOrganisation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What one item next to the chain says of a subject. Of a person, that is only what concerns this person: neither the
/// colleagues' addresses nor the organisation's figures.
record ItemExtract(DataSubject subject) {
    private static final String RECIPIENTS = "alert_recipients";

    /// Returns those attributes of `item`; empty if there are none.
    Optional<Map<String, AttributeValue>> of(Map<String, AttributeValue> item) {
        var extract = new HashMap<>(item);
        // It signs the cursors of lists and says nothing.
        extract.keySet().removeAll(Set.of("seal", TableKeys.PARTITION_KEY));
        return subject instanceof EntireOrganisation ? Optional.of(extract) : ofPerson(extract);
    }

    private Optional<Map<String, AttributeValue>> ofPerson(Map<String, AttributeValue> item) {
        var sort = ItemAttributes.text(item, TableKeys.SORT_KEY);
        if (sort.equals(TableKeys.PROFILE_SORT)) return profile(item);
        if (sort.startsWith(TableKeys.NOTIFICATION_PREFIX)) return notification(item);
        if (sort.startsWith(TableKeys.TOP_UP_DAY_PREFIX)) return topUpDay(item);
        if (sort.startsWith(TableKeys.PAYMENT_PREFIX)) return payment(item);
        return Optional.empty();
    }

    private Optional<Map<String, AttributeValue>> profile(Map<String, AttributeValue> item) {
        var own = new HashMap<String, AttributeValue>();
        if (item.containsKey(RECIPIENTS)) {
            var recipients = ItemAttributes.map(item, RECIPIENTS);
            var addresses = ItemAttributes.required(recipients, "addresses").l().stream()
                    .filter(address -> subject.isMailbox(address.s()))
                    .toList();
            if (!addresses.isEmpty()) own.put(RECIPIENTS, AttributeValue.fromL(addresses));
            own.putAll(ownChange(recipients, RECIPIENTS));
        }
        if (item.containsKey("buyer_change")) own.putAll(ownChange(ItemAttributes.map(item, "buyer_change"), "buyer"));
        buyersEmail(item).ifPresent(email -> own.put("billing_email", email));
        return withKey(item, own);
    }

    private Map<String, AttributeValue> ownChange(Map<String, AttributeValue> change, String name) {
        if (!change.containsKey("by") || !subject.isMember(ItemAttributes.text(change, "by"))) return Map.of();
        return Map.of(
                name + "_changed_by", ItemAttributes.required(change, "by"),
                name + "_changed_at", ItemAttributes.required(change, "at"));
    }

    private Optional<Map<String, AttributeValue>> notification(Map<String, AttributeValue> item) {
        var deliveries = ItemAttributes.required(item, "deliveries").l().stream()
                .filter(delivery -> subject.isMailbox(ItemAttributes.text(delivery.m(), "to")))
                .toList();
        if (deliveries.isEmpty()) return Optional.empty();
        return withKey(
                item,
                Map.of(
                        "type", ItemAttributes.required(item, "type"),
                        "happened", ItemAttributes.required(item, "happened"),
                        "deliveries", AttributeValue.fromL(deliveries)));
    }

    private Optional<Map<String, AttributeValue>> topUpDay(Map<String, AttributeValue> item) {
        var attempts = new HashMap<>(ItemAttributes.map(item, "attempts"));
        attempts.keySet().removeIf(member -> !subject.isMember(member));
        return withKey(item, attempts.isEmpty() ? Map.of() : Map.of("attempts", AttributeValue.fromM(attempts)));
    }

    private Optional<Map<String, AttributeValue>> payment(Map<String, AttributeValue> item) {
        var own = new HashMap<String, AttributeValue>();
        if (subject.isMember(ItemAttributes.text(item, "member"))) {
            for (var name : List.of("member", "created_at", "net", "status"))
                own.put(name, ItemAttributes.required(item, name));
        }
        if (item.containsKey("corrected_by") && subject.isMember(ItemAttributes.text(item, "corrected_by"))) {
            for (var name : List.of("corrected_by", "corrected_at")) own.put(name, ItemAttributes.required(item, name));
        }
        buyersEmail(item).ifPresent(email -> own.put("billing_email", email));
        return withKey(item, own);
    }

    private Optional<AttributeValue> buyersEmail(Map<String, AttributeValue> item) {
        return Optional.ofNullable(item.get("buyer"))
                .map(buyer -> ItemAttributes.required(buyer.m(), "email"))
                .filter(email -> subject.isMailbox(email.s()));
    }

    private static Optional<Map<String, AttributeValue>> withKey(
            Map<String, AttributeValue> item, Map<String, AttributeValue> own) {
        if (own.isEmpty()) return Optional.empty();
        var extract = new HashMap<>(own);
        extract.put(TableKeys.SORT_KEY, ItemAttributes.required(item, TableKeys.SORT_KEY));
        return Optional.of(extract);
    }
}
