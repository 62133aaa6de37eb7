package credits.function.operator.fatturapa;

import static credits.function.invoice.InvoiceFixture.invoice;
import static credits.function.invoice.InvoiceFixture.sale;
import static credits.function.operator.fatturapa.FatturaPaSchema.errors;
import static credits.function.operator.fatturapa.FatturaPaSchema.text;
import static credits.function.operator.fatturapa.FatturaPaSchema.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.function.invoice.InvoiceFixture;
import credits.function.invoice.InvoiceFixture.DocumentKind;
import credits.invoicing.BillingProfile;
import credits.invoicing.BuyerReferences;
import credits.invoicing.DocumentLanguage;
import credits.invoicing.DocumentNumber;
import credits.invoicing.InvoiceData;
import credits.invoicing.NumberSeries;
import credits.invoicing.PostalAddress;
import credits.invoicing.SdiAddressee;
import credits.invoicing.Seller;
import credits.invoicing.TaxDocument;
import credits.invoicing.TaxDocument.Invoice;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import credits.invoicing.VatId;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.xml.sax.SAXException;

/// Documents as FatturaPA, by the Revenue Agency's schema and by what its exchange system checks beyond that.
class FatturaPaFileTest {
    private static final SdiAddressee REACHABLE =
            new SdiAddressee(Optional.of("RSSMRA85T10A562S"), Optional.of("KRRH6B9"), Optional.of("acme@pec.example"));

    @ParameterizedTest
    @EnumSource(DocumentKind.class)
    void documents_of_every_kind_are_valid_in_every_language(DocumentKind kind) throws IOException, SAXException {
        for (var language : DocumentLanguage.values())
            assertThat(errors(xml(kind.document(language)))).isEmpty();
    }

    /// Red if the schema were not applied.
    @Test
    void the_schema_finds_what_is_wrong() throws IOException, SAXException {
        var xml = xml(DocumentKind.DOMESTIC.document(DocumentLanguage.IT));

        assertThat(errors(xml.replace("<CAP>10123", "<CAP>1012"))).isNotEmpty();
        assertThat(errors(xml.replace(">TD01<", ">TD99<"))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DOMESTIC          | TD01 | 2026-11-22 | 2026-000042    |                | 122.00  | 22.00 100.00 22.00 I
            CREDIT_NOTE       | TD04 | 2026-11-30 | CN-2026-000003 | 2026-000042    | 33.33   | 22.00 27.32 6.01 I
            CHARGEBACK        | TD04 | 2026-11-30 | CN-2026-000003 | 2026-000042    | 122.00  | 22.00 100.00 22.00 I
            CANCELLATION      | TD05 | 2026-12-01 | 2026-000043    | CN-2026-000003 | 33.33   | 22.00 27.32 6.01 I
            REISSUED_INVOICE  | TD01 | 2026-12-02 | 2026-000044    | 2026-000042    | 122.00  | 22.00 100.00 22.00 I
            CANCELLED_INVOICE | TD04 | 2026-12-02 | CN-2026-000004 | 2026-000042    | 122.00  | 22.00 100.00 22.00 I
            REVERSE_CHARGE    | TD01 | 2026-11-22 | 2026-000042    |                | 1000.00 | 0.00 N2.1 1000.00 0.00 Inversione contabile - art. 7-ter, art. 21 c. 6-bis lett. a) D.P.R. 633/1972
            OUTSIDE_SCOPE     | TD01 | 2026-11-22 | 2026-000042    |                | 50.00   | 0.00 N2.1 50.00 0.00 Operazione non soggetta - artt. da 7 a 7-septies, art. 21 c. 6-bis D.P.R. 633/1972
            """)
    void type_day_reference_and_amounts_follow_from_the_document(
            DocumentKind kind, String type, String day, String number, String preceding, String total, String summary)
            throws SAXException {
        var xml = xml(kind.document(DocumentLanguage.EN));

        assertThat(text(xml, "TipoDocumento")).isEqualTo(type);
        assertThat(text(xml, "Data")).isEqualTo(day);
        assertThat(text(xml, "Numero")).isEqualTo(number);
        assertThat(text(xml, "DatiFattureCollegate"))
                .isEqualTo(Optional.ofNullable(preceding).orElse(""));
        assertThat(text(xml, "ImportoTotaleDocumento")).isEqualTo(total);
        assertThat(texts(xml, "DatiRiepilogo")).isEqualTo(summary);
    }

    @Test
    void stamp_duty_is_due_without_vat_above_77_47_euros() throws SAXException {
        var german = InvoiceFixture.germanBuyer(DocumentLanguage.DE);

        assertThat(text(xml(invoice(sale(german, 7_748, InvoiceFixture.REVERSE_CHARGE))), "BolloVirtuale"))
                .isEqualTo("SI");
        assertThat(text(xml(invoice(sale(german, 7_747, InvoiceFixture.REVERSE_CHARGE))), "BolloVirtuale"))
                .isEmpty();
        assertThat(text(xml(DocumentKind.DOMESTIC.document(DocumentLanguage.IT)), "BolloVirtuale"))
                .isEmpty();
    }

    /// VAT of another member state is declared in the one-stop shop: in Italy it is none.
    @Test
    void vat_of_another_member_state_is_not_italian_vat() throws IOException, SAXException {
        var vat = new DecidedVat(VatTreatment.STANDARD, 1_900, 1_900, Optional.of("DE"));
        var consumer = InvoiceFixture.buyer(
                "Jürgen Groß", "Weg 1", "10115 Berlin", "DE", Optional.empty(), DocumentLanguage.DE);

        var xml = xml(invoice(sale(consumer, 10_000, vat)));

        assertThat(errors(xml)).isEmpty();
        assertThat(texts(xml, "DatiRiepilogo"))
                .isEqualTo(
                        "0.00 N7 100.00 0.00 IVA assolta in altro Stato UE - art. 7-octies, art. 74-sexies D.P.R. 633/1972");
        assertThat(xml).contains("<Causale>IVA DE 19%: 19.00 EUR, dichiarata con il regime OSS</Causale>");
        assertThat(text(xml, "ImportoTotaleDocumento")).isEqualTo("119.00");
    }

    /// The rules 00417, 00426 and 00427 of the exchange system.
    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvSource(textBlock = """
            IT, IT01234567890, VERIFIED,   code, KRRH6B9, '',               IT 01234567890,   RSSMRA85T10A562S
            IT, IT01234567890, UNVERIFIED, pec,  0000000, acme@pec.example, IT 01234567890,   RSSMRA85T10A562S
            IT, '',            VERIFIED,   pec,  0000000, acme@pec.example, '',               RSSMRA85T10A562S
            IT, IT01234567890, INVALID,    pec,  0000000, acme@pec.example, '',               RSSMRA85T10A562S
            IT, IT01234567890, VERIFIED,   none, 0000000, '',               IT 01234567890,   ''
            DE, DE136695976,   VERIFIED,   code, XXXXXXX, '',               DE 136695976,     ''
            GR, EL094259216,   VERIFIED,   none, XXXXXXX, '',               EL 094259216,     ''
            DE, '',            VERIFIED,   none, XXXXXXX, '',               DE 0000000,       ''
            CH, '',            VERIFIED,   none, XXXXXXX, '',               CH OO99999999999, ''
            """)
    void the_buyer_is_identified_and_reached(
            String country,
            String vatId,
            VatId.Status status,
            String known,
            String code,
            String pec,
            String number,
            String taxCode)
            throws IOException, SAXException {
        var addressee = switch (known) {
            case "code" -> REACHABLE;
            case "pec" -> new SdiAddressee(REACHABLE.codiceFiscale(), Optional.empty(), REACHABLE.pec());
            default -> SdiAddressee.NONE;
        };
        var id = Optional.of(vatId).filter(text -> !text.isEmpty()).map(text -> new VatId(text, status));

        var xml = xml(soldTo(
                InvoiceFixture.buyer("Acme", "Via 1", "20121 Roma", country, id, DocumentLanguage.IT), addressee));

        assertThat(errors(xml)).isEmpty();
        assertThat(text(xml, "CodiceDestinatario")).isEqualTo(code);
        assertThat(text(xml, "PECDestinatario")).isEqualTo(pec);
        var buyer = xml.substring(xml.indexOf("<CessionarioCommittente>"), xml.indexOf("</CessionarioCommittente>"))
                + "</CessionarioCommittente>";
        assertThat(buyer.contains("<IdFiscaleIVA>") ? texts(buyer, "IdFiscaleIVA") : "")
                .isEqualTo(number);
        assertThat(text(buyer, "CodiceFiscale")).isEqualTo(taxCode);
        assertThat(text(buyer, "CAP")).isEqualTo(country.equals("IT") ? "20121" : "00000");
        assertThat(text(buyer, "Comune")).isEqualTo(country.equals("IT") ? "Roma" : "20121 Roma");
    }

    @Test
    void the_longest_profile_in_any_script_fits() throws IOException, SAXException {
        var references = new BuyerReferences(
                Optional.of("Щ".repeat(50)), Optional.of("Ψ".repeat(50)), Optional.empty(), REACHABLE);
        var buyer = new BillingProfile(
                "Щ".repeat(150),
                "Ψ".repeat(100),
                Optional.of("Щ".repeat(100)),
                "1".repeat(20),
                "Ψ".repeat(100),
                Optional.of("Lombardia"),
                "IT",
                Optional.empty(),
                "en",
                "a@acme.example",
                references);

        assertThat(errors(xml(soldTo(buyer, REACHABLE)))).isEmpty();
        assertThat(errors(xml(invoice(sale(buyer, 10_000, InvoiceFixture.italianVat(2_200))))))
                .isEmpty();
    }

    @Test
    void a_short_purchase_order_has_its_own_element_and_others_are_remarks() throws IOException, SAXException {
        var italian = InvoiceFixture.italianBuyer(DocumentLanguage.IT);
        var xml = xml(invoice(
                sale(italian.withReferences(InvoiceFixture.REFERENCES), 10_000, InvoiceFixture.italianVat(2_200))));
        var longOrder = new BuyerReferences(Optional.empty(), Optional.of("O".repeat(21)), Optional.empty());
        var other = xml(invoice(sale(italian.withReferences(longOrder), 10_000, InvoiceFixture.italianVat(2_200))));

        assertThat(text(xml, "DatiOrdineAcquisto")).isEqualTo("PO-4711");
        assertThat(xml).contains("<Causale>Vs. riferimento: Kostenstelle 17</Causale>");
        assertThat(text(other, "DatiOrdineAcquisto")).isEmpty();
        assertThat(other).contains("<Causale>Vs. ordine: " + "O".repeat(21) + "</Causale>");
        assertThat(errors(other)).isEmpty();
    }

    @Test
    void each_file_has_a_name_of_its_own_for_thirty_years() {
        var names = new HashSet<String>();
        for (int year = 2026; year < 2056; year++) {
            for (var kind : NumberSeries.Kind.values()) {
                for (int position : new int[] {1, 2, 999_999})
                    names.add(FatturaPaFile.progressive(new DocumentNumber(new NumberSeries(kind, year), position)));
            }
        }

        assertThat(names).hasSize(30 * 2 * 3).allMatch(name -> name.matches("[0-9A-Z]{5}"));
        assertThatThrownBy(() -> FatturaPaFile.progressive(DocumentNumber.of("2026-1000000")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(FatturaPaFile.of(DocumentKind.DOMESTIC.document(DocumentLanguage.IT)))
                .get()
                .extracting(FatturaPaFile::name)
                .isEqualTo("IT00743110157_757AI.xml");
    }

    @Test
    void a_seller_elsewhere_has_no_such_files() {
        var sale = sale(InvoiceFixture.italianBuyer(DocumentLanguage.IT), 10_000, InvoiceFixture.italianVat(0));
        var berlin =
                new PostalAddress("Weg 1", Optional.empty(), Optional.of("10115"), "Berlin", Optional.empty(), "DE");
        var seller = new Seller("Lumen GmbH", berlin, "DE136695976", "Lumen", Optional.empty(), Optional.empty());
        var german = new InvoiceData(
                sale.organisation(),
                sale.paymentId(),
                sale.paidOn(),
                sale.paymentReference(),
                seller,
                sale.buyer(),
                sale.amounts());

        assertThat(FatturaPaFile.of(new Invoice(DocumentNumber.of("2026-000042"), LocalDate.of(2026, 11, 23), german)))
                .isEmpty();
    }

    private static TaxDocument soldTo(BillingProfile buyer, SdiAddressee addressee) {
        var references = buyer.references();
        var addressed = buyer.withReferences(new BuyerReferences(
                references.buyerReference(), references.purchaseOrder(), references.electronicAddress(), addressee));
        var vat = buyer.country().equals("IT") ? InvoiceFixture.italianVat(2_200) : InvoiceFixture.OUTSIDE_SCOPE;
        return invoice(sale(addressed, 10_000, vat));
    }

    private static String xml(TaxDocument document) {
        return FatturaPaFile.of(document).orElseThrow().xml();
    }
}
