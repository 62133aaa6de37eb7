package credits.profile;

import static java.util.Objects.requireNonNull;

import credits.account.AlertRecipients;
import credits.account.SpendingLimits.LastChange;
import credits.aws.AwsCall;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.identity.OrganisationName;
import credits.invoicing.BillingProfile;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// The profile of an organisation: one item outside the chain for personal data. Unlike a segment it can be changed,
/// and erased on request.
///
/// Each part is one attribute, which is changed on its own and only from the value that the change was decided on.
/// Throws [ServiceUnavailableException] if the store does not answer.
public final class ProfileStore {
    private static final String RECIPIENTS_ATTRIBUTE = "alert_recipients";
    private static final String BILLING_PROFILE_ATTRIBUTE = "buyer";
    private static final String BILLING_PROFILE_CHANGE_ATTRIBUTE = "buyer_change";
    private static final String BILLING_PROFILE_ABSENT = "attribute_not_exists(" + BILLING_PROFILE_ATTRIBUTE + ")";
    private static final String BILLING_PROFILE_UNCHANGED = BILLING_PROFILE_ATTRIBUTE + " = :before";
    private static final String NAME_ATTRIBUTE = "organisation_name";

    private final DynamoDbClient dynamo;
    private final String table;

    public ProfileStore(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// Reads the recipients of the organisation's notifications.
    public AlertRecipients findAlertRecipients(OrganisationId organisation) {
        return callStore(organisation, () -> {
            var item = dynamo.getItem(get -> get.tableName(table)
                            .key(key(organisation))
                            .projectionExpression(RECIPIENTS_ATTRIBUTE)
                            .consistentRead(true))
                    .item();
            return Optional.ofNullable(item.get(RECIPIENTS_ATTRIBUTE))
                    .map(AlertRecipientsCodec::fromAttribute)
                    .orElse(AlertRecipients.NONE);
        });
    }

    /// Reads the recipients and the language of e-mails.
    public MailPreferences findMailPreferences(OrganisationId organisation) {
        return callStore(organisation, () -> {
            var item = dynamo.getItem(get -> get.tableName(table)
                            .key(key(organisation))
                            .projectionExpression(
                                    RECIPIENTS_ATTRIBUTE + ", " + BILLING_PROFILE_ATTRIBUTE + ".#language")
                            .expressionAttributeNames(Map.of("#language", "language"))
                            .consistentRead(true))
                    .item();
            var recipients =
                    Optional.ofNullable(item.get(RECIPIENTS_ATTRIBUTE)).map(AlertRecipientsCodec::fromAttribute);
            var language =
                    Optional.ofNullable(item.get(BILLING_PROFILE_ATTRIBUTE)).map(AttributeValue::m);
            return new MailPreferences(
                    recipients.orElse(AlertRecipients.NONE).confirmed(),
                    language.map(buyer -> buyer.get("language")).map(AttributeValue::s));
        });
    }

    /// Replaces `before` by `after`. Returns false if `before` is no longer stored. The caller then reads again: if a
    /// response was lost and the SDK repeated the call, `after` is already stored.
    public boolean replaceAlertRecipients(OrganisationId organisation, AlertRecipients before, AlertRecipients after) {
        if (after.version() != before.version() + 1)
            throw new IllegalArgumentException("the version must follow the previous one");
        return tryReplace(organisation, before, after);
    }

    /// Replaces `before` by `after`, in which an address is confirmed. Returns false if `before` is no longer stored.
    public boolean confirmAlertRecipient(OrganisationId organisation, AlertRecipients before, AlertRecipients after) {
        if (after.version() != before.version() || !after.addresses().equals(before.addresses()))
            throw new IllegalArgumentException("a confirmation changes no address");
        return tryReplace(organisation, before, after);
    }

    private boolean tryReplace(OrganisationId organisation, AlertRecipients before, AlertRecipients after) {
        var values = new HashMap<>(Map.of(":wanted", AlertRecipientsCodec.toAttribute(after)));
        if (before.version() > 0) values.put(":before", AlertRecipientsCodec.toAttribute(before));
        var update = UpdateItemRequest.builder()
                .tableName(table)
                .key(key(organisation))
                .updateExpression("SET " + RECIPIENTS_ATTRIBUTE + " = :wanted")
                .conditionExpression(
                        before.version() > 0
                                ? RECIPIENTS_ATTRIBUTE + " = :before"
                                : "attribute_not_exists(" + RECIPIENTS_ATTRIBUTE + ")")
                .expressionAttributeValues(values)
                .build();
        try {
            var _ = callStore(organisation, () -> dynamo.updateItem(update));
            return true;
        } catch (ConditionalCheckFailedException other) {
            return false;
        }
    }

    /// Reads the billing profile of the organisation; empty until it is saved.
    public Optional<BillingProfile> findBillingProfile(OrganisationId organisation) {
        return callStore(organisation, () -> {
            var item = dynamo.getItem(get -> get.tableName(table)
                            .key(key(organisation))
                            .projectionExpression(BILLING_PROFILE_ATTRIBUTE)
                            .consistentRead(true))
                    .item();
            return Optional.ofNullable(item.get(BILLING_PROFILE_ATTRIBUTE)).map(BillingProfileCodec::fromAttribute);
        });
    }

    /// Reads who saved the billing profile last, and when; empty until somebody has. An answer of the VAT register is
    /// no change.
    public Optional<LastChange> findBillingProfileChange(OrganisationId organisation) {
        return callStore(organisation, () -> {
            var item = dynamo.getItem(get -> get.tableName(table)
                            .key(key(organisation))
                            .projectionExpression(BILLING_PROFILE_CHANGE_ATTRIBUTE)
                            .consistentRead(true))
                    .item();
            return Optional.ofNullable(item.get(BILLING_PROFILE_CHANGE_ATTRIBUTE))
                    .map(AttributeValue::m)
                    .map(parts -> AlertRecipientsCodec.toLastChange(requireNonNull(parts.get("at")), parts));
        });
    }

    /// Stores `profile` as the billing profile. The last writer wins: no decision depends on the previous value.
    public void saveBillingProfile(OrganisationId organisation, BillingProfile profile, LastChange change) {
        var _ = tryWriteBillingProfile(organisation, profile, Optional.of(change), "", Map.of());
    }

    /// Stores the first billing profile. Returns false if there is one already; nothing is then changed.
    public boolean addBillingProfile(OrganisationId organisation, BillingProfile first, LastChange change) {
        return tryWriteBillingProfile(organisation, first, Optional.of(change), BILLING_PROFILE_ABSENT, Map.of());
    }

    /// Replaces `before` by `after`. Returns false if the profile has changed since; nothing is then changed.
    ///
    /// @param change who replaces it; empty if only the answer of the VAT register is another
    public boolean replaceBillingProfile(
            OrganisationId organisation, BillingProfile before, BillingProfile after, Optional<LastChange> change) {
        var stored = Map.of(":before", BillingProfileCodec.toAttribute(before));
        return tryWriteBillingProfile(organisation, after, change, BILLING_PROFILE_UNCHANGED, stored);
    }

    private boolean tryWriteBillingProfile(
            OrganisationId organisation,
            BillingProfile profile,
            Optional<LastChange> change,
            String condition,
            Map<String, AttributeValue> conditionValues) {
        var values = new HashMap<>(conditionValues);
        values.put(":buyer", BillingProfileCodec.toAttribute(profile));
        change.ifPresent(each -> values.put(":change", AttributeValue.fromM(AlertRecipientsCodec.attributes(each))));
        var update = UpdateItemRequest.builder()
                .tableName(table)
                .key(key(organisation))
                .updateExpression("SET " + BILLING_PROFILE_ATTRIBUTE + " = :buyer"
                        + (change.isPresent() ? ", " + BILLING_PROFILE_CHANGE_ATTRIBUTE + " = :change" : ""))
                .expressionAttributeValues(values);
        if (!condition.isEmpty()) update.conditionExpression(condition);
        try {
            var _ = callStore(organisation, () -> dynamo.updateItem(update.build()));
            return true;
        } catch (ConditionalCheckFailedException other) {
            return false;
        }
    }

    /// Reads the name that the organisation has given itself; empty for the one in its tokens.
    public Optional<OrganisationName> findOrganisationName(OrganisationId organisation) {
        return callStore(organisation, () -> {
            var item = dynamo.getItem(get -> get.tableName(table)
                            .key(key(organisation))
                            .projectionExpression(NAME_ATTRIBUTE)
                            .consistentRead(true))
                    .item();
            return Optional.ofNullable(item.get(NAME_ATTRIBUTE)).map(name -> new OrganisationName(name.s()));
        });
    }

    /// Stores the name, or removes it. The last writer wins: no decision depends on the previous value.
    public void saveOrganisationName(OrganisationId organisation, Optional<OrganisationName> name) {
        var _ = tryWriteName(organisation, name, "", Map.of());
    }

    /// Replaces `before` by `after`. Returns false if the name has changed since; nothing is then changed.
    public boolean replaceOrganisationName(
            OrganisationId organisation, Optional<OrganisationName> before, Optional<OrganisationName> after) {
        var condition =
                before.isPresent() ? NAME_ATTRIBUTE + " = :before" : "attribute_not_exists(" + NAME_ATTRIBUTE + ")";
        var stored = before.map(name -> Map.of(":before", AttributeValue.fromS(name.value())));
        return tryWriteName(organisation, after, condition, stored.orElse(Map.of()));
    }

    private boolean tryWriteName(
            OrganisationId organisation,
            Optional<OrganisationName> name,
            String condition,
            Map<String, AttributeValue> conditionValues) {
        var values = new HashMap<>(conditionValues);
        name.ifPresent(given -> values.put(":name", AttributeValue.fromS(given.value())));
        var update = UpdateItemRequest.builder()
                .tableName(table)
                .key(key(organisation))
                .updateExpression((name.isPresent() ? "SET " : "REMOVE ")
                        + NAME_ATTRIBUTE
                        + (name.isPresent() ? " = :name" : ""));
        if (!values.isEmpty()) update.expressionAttributeValues(values);
        if (!condition.isEmpty()) update.conditionExpression(condition);
        try {
            var _ = callStore(organisation, () -> dynamo.updateItem(update.build()));
            return true;
        } catch (ConditionalCheckFailedException other) {
            return false;
        }
    }

    private static <T> T callStore(OrganisationId organisation, Supplier<T> call) {
        return AwsCall.readOrWrite("the profile of " + organisation, call);
    }

    private static Map<String, AttributeValue> key(OrganisationId organisation) {
        return Map.of(
                TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.profilePartition(organisation)),
                TableKeys.SORT_KEY, AttributeValue.fromS(TableKeys.PROFILE_SORT));
    }
}
