package credits.invoicing.store;

import static credits.aws.ItemAttributes.map;
import static credits.aws.ItemAttributes.number;
import static credits.aws.ItemAttributes.optionalText;
import static credits.aws.ItemAttributes.optionalTime;
import static credits.aws.ItemAttributes.text;
import static credits.aws.ItemAttributes.time;
import static java.util.Objects.requireNonNull;

import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.invoicing.DocumentNumber;
import credits.invoicing.FinalReversals.Reason;
import credits.invoicing.InvoiceData;
import credits.invoicing.PostalAddress;
import credits.invoicing.Seller;
import credits.invoicing.TaxDocument;
import credits.invoicing.TaxDocument.CreditNote;
import credits.invoicing.TaxDocument.Invoice;
import credits.invoicing.TaxDocument.PrecedingDocument;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import credits.invoicing.VatBreakdown;
import credits.profile.BillingProfileCodec;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Converts invoices and credit notes to and from items. The attributes are readable, since people inspect them.
/// Amounts are in cents, rates in hundredths of a percent.
final class TaxDocumentCodec {
    private TaxDocumentCodec() {}

    static Map<String, AttributeValue> toItem(TaxDocument document) {
        var invoiceData = document.invoiceData();
        var item = new HashMap<>(TableKeys.documentKey(document.number()));
        item.put("number", text(document.number().toString()));
        item.put("issued_on", text(document.issuedOn().toString()));
        item.put("organisation", text(invoiceData.organisation().value()));
        item.put("payment", text(invoiceData.paymentId().toString()));
        item.put("paid_on", text(invoiceData.paidOn().toString()));
        item.put("reference", text(invoiceData.paymentReference()));
        item.put("seller", sellerAttribute(invoiceData.seller()));
        item.put("buyer", BillingProfileCodec.toAttribute(invoiceData.buyer()));
        item.put("sold", vatBreakdownAttribute(invoiceData.amounts()));
        switch (document) {
            case CreditNote note -> putCredited(note, item);
            case Invoice invoice -> putFurther(invoice, item);
        }
        return item;
    }

    private static void putFurther(Invoice invoice, Map<String, AttributeValue> item) {
        invoice.cancelledNote().ifPresent(cancelled -> {
            item.put("restored", vatBreakdownAttribute(invoice.amounts()));
            item.put("cancels", text(cancelled.number().toString()));
            item.put("cancelled_issued_on", text(cancelled.issuedOn().toString()));
        });
        invoice.replacedInvoice().ifPresent(replaced -> {
            item.put("reissued", vatBreakdownAttribute(invoice.amounts()));
            item.put("replaces", text(replaced.number().toString()));
            item.put("replaced_issued_on", text(replaced.issuedOn().toString()));
        });
        invoice.correctedAt().ifPresent(at -> item.put("corrected_at", time(at)));
    }

    private static void putCredited(CreditNote note, Map<String, AttributeValue> item) {
        item.put("credited", vatBreakdownAttribute(note.amounts()));
        item.put("reason", text(note.reason().name()));
        note.reversal().ifPresent(id -> item.put("reversal", text(id)));
        note.reversedOn().ifPresent(day -> item.put("reversed_on", text(day.toString())));
        note.remainingCents().ifPresent(cents -> item.put("remaining", number(cents)));
        item.put("invoice", text(note.precedingInvoice().number().toString()));
        item.put("invoice_issued_on", text(note.precedingInvoice().issuedOn().toString()));
    }

    static TaxDocument fromItem(Map<String, AttributeValue> item) {
        var number = DocumentNumber.of(text(item, "number"));
        var issuedOn = LocalDate.parse(text(item, "issued_on"));
        var invoiceData = new InvoiceData(
                new OrganisationId(text(item, "organisation")),
                PaymentId.parse(text(item, "payment")).orElseThrow(),
                LocalDate.parse(text(item, "paid_on")),
                text(item, "reference"),
                toSeller(map(item, "seller")),
                BillingProfileCodec.fromAttribute(requireNonNull(item.get("buyer"), "buyer")),
                toVatBreakdown(map(item, "sold")));
        if (item.containsKey("restored"))
            return toFurther(number, issuedOn, invoiceData, item, "restored", preceding(item, "cancels", "cancelled"));
        if (item.containsKey("reissued"))
            return toFurther(number, issuedOn, invoiceData, item, "reissued", preceding(item, "replaces", "replaced"));
        if (!item.containsKey("credited")) return new Invoice(number, issuedOn, invoiceData);
        var precedingInvoice = new PrecedingDocument(
                DocumentNumber.of(text(item, "invoice")), LocalDate.parse(text(item, "invoice_issued_on")));
        return new CreditNote(
                number,
                issuedOn,
                invoiceData,
                precedingInvoice,
                toVatBreakdown(map(item, "credited")),
                // Older notes name no reason; their text said that it was a refund.
                optionalText(item, "reason").map(Reason::valueOf).orElse(Reason.REFUND),
                optionalText(item, "reversal"),
                optionalText(item, "reversed_on").map(LocalDate::parse),
                item.containsKey("remaining") ? Optional.of(number(item, "remaining")) : Optional.empty());
    }

    private static PrecedingDocument preceding(Map<String, AttributeValue> item, String number, String participle) {
        return new PrecedingDocument(
                DocumentNumber.of(text(item, number)), LocalDate.parse(text(item, participle + "_issued_on")));
    }

    private static Invoice toFurther(
            DocumentNumber number,
            LocalDate issuedOn,
            InvoiceData invoiceData,
            Map<String, AttributeValue> item,
            String amounts,
            PrecedingDocument preceding) {
        return new Invoice(
                number,
                issuedOn,
                invoiceData,
                toVatBreakdown(map(item, amounts)),
                Optional.of(preceding),
                optionalTime(item, "corrected_at"));
    }

    private static AttributeValue vatBreakdownAttribute(VatBreakdown amounts) {
        var parts = new HashMap<String, AttributeValue>();
        parts.put("net", number(amounts.netCents()));
        parts.put("vat", number(amounts.vat().amountCents()));
        parts.put("rate", number(amounts.vat().rateBasisPoints()));
        parts.put("treatment", text(amounts.vat().treatment().name()));
        amounts.vat().country().ifPresent(country -> parts.put("country", text(country)));
        return AttributeValue.fromM(parts);
    }

    private static VatBreakdown toVatBreakdown(Map<String, AttributeValue> parts) {
        var vat = new DecidedVat(
                VatTreatment.valueOf(text(parts, "treatment")),
                Math.toIntExact(number(parts, "rate")),
                number(parts, "vat"),
                optionalText(parts, "country"));
        return new VatBreakdown(number(parts, "net"), vat);
    }

    private static AttributeValue sellerAttribute(Seller seller) {
        var parts = new HashMap<String, AttributeValue>();
        parts.put("name", text(seller.legalName()));
        parts.put("vat_id", text(seller.vatId()));
        parts.put("platform", text(seller.platformName()));
        seller.registration().ifPresent(registration -> parts.put("registration", text(registration)));
        seller.contactEmail().ifPresent(contact -> parts.put("contact", text(contact)));
        var address = seller.address();
        parts.put("line1", text(address.line1()));
        parts.put("city", text(address.city()));
        parts.put("country", text(address.country()));
        address.line2().ifPresent(line -> parts.put("line2", text(line)));
        address.postalCode().ifPresent(code -> parts.put("postal_code", text(code)));
        address.region().ifPresent(region -> parts.put("region", text(region)));
        return AttributeValue.fromM(parts);
    }

    private static Seller toSeller(Map<String, AttributeValue> parts) {
        var address = new PostalAddress(
                text(parts, "line1"),
                optionalText(parts, "line2"),
                optionalText(parts, "postal_code"),
                text(parts, "city"),
                optionalText(parts, "region"),
                text(parts, "country"));
        return new Seller(
                text(parts, "name"),
                address,
                text(parts, "vat_id"),
                text(parts, "platform"),
                optionalText(parts, "registration"),
                optionalText(parts, "contact"));
    }
}
