package credits.function.announce;

import static java.util.Objects.requireNonNull;

import credits.aws.TableKeys;
import credits.event.AccountEvent;
import credits.event.EventType;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.invoicing.DocumentNumber;
import credits.invoicing.NumberSeries;
import credits.invoicing.store.PaymentDocuments;
import credits.json.Json;
import credits.money.Eur;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The event of an issued document, which has been archived. Derived from the document record of its payment, so it is
/// published once the document can be downloaded. A later change of that record publishes it again with the same id.
final class InvoiceIssuedEvent {
    private InvoiceIssuedEvent() {}

    static Optional<AccountEvent> from(TableStreamRecord record) {
        if (!record.newImage().containsKey(PaymentDocuments.ARCHIVED_NUMBER)) return Optional.empty();
        var organisation = new OrganisationId(record.partitionKey().substring(TableKeys.PROFILE_PREFIX.length()));
        var payment = UniqueId.parse(record.sortKey().substring(TableKeys.PAYMENT_DOCUMENTS_PREFIX.length()))
                .orElseThrow();
        var number = DocumentNumber.of(attribute(record, "number").s());
        var data = Json.object()
                .put("payment", new PaymentId(payment).toString())
                .put("number", number.toString())
                .put("kind", number.series().kind() == NumberSeries.Kind.INVOICES ? "invoice" : "credit_note")
                .put(
                        "total",
                        Eur.ofCents(Long.parseLong(attribute(record, "total").n())))
                .put("currency", "EUR")
                .put("bytes", Long.parseLong(attribute(record, "bytes").n()))
                .put("sha256", attribute(record, "sha256").s())
                .build();
        var at = Instant.ofEpochMilli(Long.parseLong(attribute(record, "at").n()));
        return Optional.of(new AccountEvent(
                organisation + "/" + number, EventType.INVOICE_ISSUED.toString(), organisation, at, data));
    }

    private static AttributeValue attribute(TableStreamRecord record, String name) {
        return requireNonNull(record.newImage().get(PaymentDocuments.ARCHIVED_PREFIX + name), name);
    }
}
