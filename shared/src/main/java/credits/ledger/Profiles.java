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

/// The profile of an organisation: one item beside the chain, for what names people. Unlike a segment it can be
/// changed, and erased when people ask for it.
///
/// Each of its parts is one attribute, changed on its own and only from the value that the change was decided on.
/// When the store does not answer: [Unavailable].
public final class Profiles {
    private static final String RECIPIENTS = "alert_recipients";
    private static final String BUYER = "buyer";

    private final DynamoDbClient dynamo;
    private final String table;

    public Profiles(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// Whom the organisation wants told, read afresh.
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

    /// Whom to write to, and in which language, read afresh.
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

    /// Replaces `before` by `wanted`: false when `before` is not what is there any more. Who wants to go on reads
    /// again:
    /// if an answer of the store was lost, and the SDK repeated the call, what is there is what was wanted.
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

    /// Who the organisation's invoices are made out to, read afresh; empty until it is saved.
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

    /// Makes out invoices to `buyer` from now on. Who saves last is right: nothing is decided on what was there.
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

    /// Replaces `before` by `after`; false when somebody has saved something else since, and then nothing is changed.
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
