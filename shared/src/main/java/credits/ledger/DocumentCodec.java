package credits.ledger;

import static java.util.Objects.requireNonNull;

import credits.identity.OrganisationId;
import credits.topup.DocumentNumber;
import credits.topup.PaymentId;
import credits.topup.PostalAddress;
import credits.topup.Sale;
import credits.topup.Seller;
import credits.topup.TaxDocument;
import credits.topup.TaxDocument.Corrected;
import credits.topup.TaxDocument.CreditNote;
import credits.topup.TaxDocument.Invoice;
import credits.topup.Vat.Decided;
import credits.topup.Vat.Treatment;
import credits.topup.VatBreakdown;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Converts invoices and credit notes to and from items. The attributes are plain, since people look at them. Amounts
/// are in cents, rates in hundredths of a percent.
final class DocumentCodec {
    private DocumentCodec() {}

    static Map<String, AttributeValue> item(TaxDocument document) {
        var sale = document.sale();
        var item = new HashMap<>(Table.documentKey(document.number()));
        item.put("number", text(document.number().toString()));
        item.put("issued_on", text(document.issuedOn().toString()));
        item.put("organisation", text(sale.organisation().value()));
        item.put("payment", text(sale.payment().toString()));
        item.put("paid_on", text(sale.paidOn().toString()));
        item.put("reference", text(sale.reference()));
        item.put("seller", seller(sale.seller()));
        item.put("buyer", BuyerCodec.attribute(sale.buyer()));
        item.put("sold", amounts(sale.amounts()));
        if (document instanceof CreditNote note) {
            item.put("credited", amounts(note.amounts()));
            item.put("invoice", text(note.invoice().number().toString()));
            item.put("invoice_issued_on", text(note.invoice().issuedOn().toString()));
        }
        return item;
    }

    static TaxDocument document(Map<String, AttributeValue> item) {
        var number = DocumentNumber.of(text(item, "number"));
        var issuedOn = LocalDate.parse(text(item, "issued_on"));
        var sale = new Sale(
                new OrganisationId(text(item, "organisation")),
                PaymentId.parse(text(item, "payment")).orElseThrow(),
                LocalDate.parse(text(item, "paid_on")),
                text(item, "reference"),
                seller(parts(item, "seller")),
                BuyerCodec.buyer(requireNonNull(item.get("buyer"), "buyer")),
                amounts(parts(item, "sold")));
        if (!item.containsKey("credited")) return new Invoice(number, issuedOn, sale);
        var corrected = new Corrected(
                DocumentNumber.of(text(item, "invoice")), LocalDate.parse(text(item, "invoice_issued_on")));
        return new CreditNote(number, issuedOn, sale, corrected, amounts(parts(item, "credited")));
    }

    private static AttributeValue amounts(VatBreakdown amounts) {
        return AttributeValue.fromM(Map.of(
                "net", number(amounts.netCents()),
                "vat", number(amounts.vat().amountCents()),
                "rate", number(amounts.vat().hundredths()),
                "treatment", text(amounts.vat().treatment().name())));
    }

    private static VatBreakdown amounts(Map<String, AttributeValue> parts) {
        var vat = new Decided(
                Treatment.valueOf(text(parts, "treatment")),
                Math.toIntExact(number(parts, "rate")),
                number(parts, "vat"));
        return new VatBreakdown(number(parts, "net"), vat);
    }

    private static AttributeValue seller(Seller seller) {
        var parts = new HashMap<String, AttributeValue>();
        parts.put("name", text(seller.name()));
        parts.put("vat_id", text(seller.vatId()));
        parts.put("platform", text(seller.platform()));
        seller.registration().ifPresent(registration -> parts.put("registration", text(registration)));
        seller.contact().ifPresent(contact -> parts.put("contact", text(contact)));
        var address = seller.address();
        parts.put("line1", text(address.line1()));
        parts.put("city", text(address.city()));
        parts.put("country", text(address.country()));
        address.line2().ifPresent(line -> parts.put("line2", text(line)));
        address.postalCode().ifPresent(code -> parts.put("postal_code", text(code)));
        address.region().ifPresent(region -> parts.put("region", text(region)));
        return AttributeValue.fromM(parts);
    }

    private static Seller seller(Map<String, AttributeValue> parts) {
        var address = new PostalAddress(
                text(parts, "line1"),
                optional(parts, "line2"),
                optional(parts, "postal_code"),
                text(parts, "city"),
                optional(parts, "region"),
                text(parts, "country"));
        return new Seller(
                text(parts, "name"),
                address,
                text(parts, "vat_id"),
                text(parts, "platform"),
                optional(parts, "registration"),
                optional(parts, "contact"));
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    static String text(Map<String, AttributeValue> item, String name) {
        return requireNonNull(item.get(name), name).s();
    }

    static long number(Map<String, AttributeValue> item, String name) {
        return Long.parseLong(requireNonNull(item.get(name), name).n());
    }

    private static Map<String, AttributeValue> parts(Map<String, AttributeValue> item, String name) {
        return requireNonNull(item.get(name), name).m();
    }

    private static Optional<String> optional(Map<String, AttributeValue> parts, String name) {
        return Optional.ofNullable(parts.get(name)).map(AttributeValue::s);
    }
}
