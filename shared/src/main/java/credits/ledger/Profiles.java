package credits.ledger;

import static java.util.Objects.requireNonNull;

import credits.account.AlertRecipients;
import credits.account.Limits.LastChange;
import credits.identity.EmailAddress;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.topup.Buyer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// The profile of an organisation: one item outside the chain for personal data. Unlike a segment it can be changed,
/// and erased on request.
///
/// Each part is one attribute, which is changed on its own and only from the value that the change was decided on.
/// Throws [Unavailable] if the store does not answer.
public final class Profiles {
    private static final String RECIPIENTS = "alert_recipients";
    private static final String BUYER = "buyer";

    private final DynamoDbClient dynamo;
    private final String table;

    public Profiles(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// Reads the recipients of the organisation's notifications.
    public AlertRecipients alertRecipients(OrganisationId organisation) {
        try {
            var item = dynamo.getItem(get -> get.tableName(table)
                            .key(key(organisation))
                            .projectionExpression(RECIPIENTS)
                            .consistentRead(true))
                    .item();
            return Optional.ofNullable(item.get(RECIPIENTS))
                    .map(Profiles::recipients)
                    .orElse(AlertRecipients.NONE);
        } catch (SdkException fault) {
            throw new Unavailable("the profile of " + organisation + " did not answer", fault);
        }
    }

    /// Reads the recipients and the language of e-mails.
    public Audience audience(OrganisationId organisation) {
        try {
            var item = dynamo.getItem(get -> get.tableName(table)
                            .key(key(organisation))
                            .projectionExpression(RECIPIENTS + ", " + BUYER + ".#language")
                            .expressionAttributeNames(Map.of("#language", "language"))
                            .consistentRead(true))
                    .item();
            var recipients = Optional.ofNullable(item.get(RECIPIENTS)).map(Profiles::recipients);
            var language = Optional.ofNullable(item.get(BUYER)).map(AttributeValue::m);
            return new Audience(
                    recipients.orElse(AlertRecipients.NONE).addresses(),
                    language.map(buyer -> buyer.get("language")).map(AttributeValue::s));
        } catch (SdkException fault) {
            throw new Unavailable("the profile of " + organisation + " did not answer", fault);
        }
    }

    /// Replaces `before` by `wanted`. Returns false if `before` is no longer stored. The caller then reads again: if a
    /// response was lost and the SDK repeated the call, `wanted` is already stored.
    public boolean replace(OrganisationId organisation, AlertRecipients before, AlertRecipients wanted) {
        if (wanted.version() != before.version() + 1) throw new IllegalArgumentException("not the next version");
        var values = new HashMap<>(Map.of(":wanted", attribute(wanted)));
        if (before.version() > 0) values.put(":before", attribute(before));
        var update = UpdateItemRequest.builder()
                .tableName(table)
                .key(key(organisation))
                .updateExpression("SET " + RECIPIENTS + " = :wanted")
                .conditionExpression(
                        before.version() > 0 ? RECIPIENTS + " = :before" : "attribute_not_exists(" + RECIPIENTS + ")")
                .expressionAttributeValues(values)
                .build();
        try {
            var _ = dynamo.updateItem(update);
            return true;
        } catch (ConditionalCheckFailedException other) {
            return false;
        } catch (SdkException fault) {
            throw new Unavailable("the profile of " + organisation + " did not answer", fault);
        }
    }

    /// Reads the billing profile of the organisation; empty until it is saved.
    public Optional<Buyer> buyer(OrganisationId organisation) {
        try {
            var item = dynamo.getItem(get -> get.tableName(table)
                            .key(key(organisation))
                            .projectionExpression(BUYER)
                            .consistentRead(true))
                    .item();
            return Optional.ofNullable(item.get(BUYER)).map(BuyerCodec::buyer);
        } catch (SdkException fault) {
            throw new Unavailable("the profile of " + organisation + " did not answer", fault);
        }
    }

    /// Stores `buyer` as the billing profile. The last writer wins: no decision depends on the previous value.
    public void keep(OrganisationId organisation, Buyer buyer) {
        try {
            var _ = dynamo.updateItem(update -> update.tableName(table)
                    .key(key(organisation))
                    .updateExpression("SET " + BUYER + " = :buyer")
                    .expressionAttributeValues(Map.of(":buyer", BuyerCodec.attribute(buyer))));
        } catch (SdkException fault) {
            throw new Unavailable("the profile of " + organisation + " did not answer", fault);
        }
    }

    /// Replaces `before` by `after`. Returns false if the profile has changed since; nothing is then changed.
    public boolean replace(OrganisationId organisation, Buyer before, Buyer after) {
        try {
            var _ = dynamo.updateItem(update -> update.tableName(table)
                    .key(key(organisation))
                    .updateExpression("SET " + BUYER + " = :after")
                    .conditionExpression(BUYER + " = :before")
                    .expressionAttributeValues(
                            Map.of(":before", BuyerCodec.attribute(before), ":after", BuyerCodec.attribute(after))));
            return true;
        } catch (ConditionalCheckFailedException other) {
            return false;
        } catch (SdkException fault) {
            throw new Unavailable("the profile of " + organisation + " did not answer", fault);
        }
    }

    private static AttributeValue attribute(AlertRecipients recipients) {
        var parts = new HashMap<String, AttributeValue>();
        var addresses = recipients.addresses().stream().map(address -> AttributeValue.fromS(address.value()));
        parts.put("addresses", AttributeValue.fromL(addresses.toList()));
        parts.put("version", AttributeValue.fromN(Long.toString(recipients.version())));
        recipients.lastChange().ifPresent(change -> {
            parts.put("at", AttributeValue.fromN(Long.toString(change.at().toEpochMilli())));
            parts.put("by", AttributeValue.fromS(change.by().value()));
        });
        return AttributeValue.fromM(parts);
    }

    private static AlertRecipients recipients(AttributeValue attribute) {
        var parts = attribute.m();
        var addresses = requireNonNull(parts.get("addresses")).l().stream()
                .map(address -> new EmailAddress(address.s()))
                .toList();
        long version = Long.parseLong(requireNonNull(parts.get("version")).n());
        return new AlertRecipients(
                addresses, version, Optional.ofNullable(parts.get("at")).map(at -> change(at, parts)));
    }

    private static LastChange change(AttributeValue at, Map<String, AttributeValue> parts) {
        var by = new MemberId(requireNonNull(parts.get("by")).s());
        return new LastChange(Instant.ofEpochMilli(Long.parseLong(at.n())), by);
    }

    private static Map<String, AttributeValue> key(OrganisationId organisation) {
        return Map.of(
                Table.PARTITION, AttributeValue.fromS(Table.profile(organisation)),
                Table.SORT, AttributeValue.fromS(Table.PROFILE));
    }
}
