package credits.function.announce;

import static java.util.Objects.requireNonNull;

import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.Paperwork;
import credits.ledger.Table;
import credits.money.Eur;
import credits.topup.DocumentNumber;
import credits.topup.Series;
import credits.wire.Announcement;
import credits.wire.Json;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The `invoice.issued` event: a document has been archived. Derived from the document record of its payment, so it is
/// published once the document can be downloaded. A later change of that record publishes it again with the same id.
final class Issued {
    private Issued() {}

    static Optional<Announcement> of(StreamRecord record) {
        if (!record.image().containsKey(Paperwork.ARCHIVED_NUMBER)) return Optional.empty();
        var organisation = new OrganisationId(record.partition().substring(Table.PROFILES.length()));
        var payment = UniqueId.parse(record.sort().substring(Table.PAPERWORK.length()))
                .orElseThrow();
        var number = DocumentNumber.of(value(record, "number").s());
        var data = Json.object()
                .put("payment", payment.toString())
                .put("number", number.toString())
                .put("kind", number.series().kind() == Series.Kind.INVOICES ? "invoice" : "credit_note")
                .put("total", Eur.cents(Long.parseLong(value(record, "total").n())))
                .put("currency", "EUR")
                .put("bytes", Long.parseLong(value(record, "bytes").n()))
                .put("sha256", value(record, "sha256").s())
                .end();
        var at = Instant.ofEpochMilli(Long.parseLong(value(record, "at").n()));
        return Optional.of(new Announcement(organisation + "/" + number, "invoice.issued", organisation, at, data));
    }

    private static AttributeValue value(StreamRecord record, String name) {
        return requireNonNull(record.image().get(Paperwork.ARCHIVED + name), name);
    }
}
