package credits.profile;

import static java.util.Objects.requireNonNull;

import credits.account.AlertRecipients;
import credits.account.SpendingLimits.LastChange;
import credits.identity.EmailAddress;
import credits.identity.MemberId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Converts the recipients of alerts to and from an attribute of the profile item.
final class AlertRecipientsCodec {
    private static final String SECRETS = "secrets";

    private AlertRecipientsCodec() {}

    static AttributeValue toAttribute(AlertRecipients recipients) {
        var parts = new HashMap<String, AttributeValue>();
        var addresses = recipients.addresses().stream().map(address -> AttributeValue.fromS(address.value()));
        parts.put("addresses", AttributeValue.fromL(addresses.toList()));
        parts.put("version", AttributeValue.fromN(Long.toString(recipients.version())));
        var secrets = new HashMap<String, AttributeValue>();
        recipients.secrets().forEach((address, secret) -> secrets.put(address.value(), AttributeValue.fromS(secret)));
        if (!secrets.isEmpty()) parts.put(SECRETS, AttributeValue.fromM(secrets));
        recipients.lastChange().ifPresent(change -> parts.putAll(attributes(change)));
        return AttributeValue.fromM(parts);
    }

    /// Returns the attributes of a change: when it was made, and by whom.
    static Map<String, AttributeValue> attributes(LastChange change) {
        return Map.of(
                "at", AttributeValue.fromN(Long.toString(change.changedAt().toEpochMilli())),
                "by", AttributeValue.fromS(change.changedBy().value()));
    }

    static AlertRecipients fromAttribute(AttributeValue attribute) {
        var parts = attribute.m();
        var addresses = requireNonNull(parts.get("addresses")).l().stream()
                .map(address -> new EmailAddress(address.s()))
                .toList();
        long version = Long.parseLong(requireNonNull(parts.get("version")).n());
        var secrets = new HashMap<EmailAddress, String>();
        Optional.ofNullable(parts.get(SECRETS))
                .ifPresent(all ->
                        all.m().forEach((address, secret) -> secrets.put(new EmailAddress(address), secret.s())));
        return new AlertRecipients(
                addresses,
                secrets,
                version,
                Optional.ofNullable(parts.get("at")).map(at -> toLastChange(at, parts)));
    }

    static LastChange toLastChange(AttributeValue at, Map<String, AttributeValue> parts) {
        var by = new MemberId(requireNonNull(parts.get("by")).s());
        return new LastChange(Instant.ofEpochMilli(Long.parseLong(at.n())), by);
    }
}
