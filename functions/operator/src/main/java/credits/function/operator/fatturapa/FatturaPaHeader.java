package credits.function.operator.fatturapa;

import credits.invoicing.BillingProfile;
import credits.invoicing.EuVatArea;
import credits.invoicing.InvoiceData;
import credits.invoicing.PostalAddress;
import credits.invoicing.SdiAddressee;
import credits.invoicing.Seller;
import credits.invoicing.VatId;
import credits.text.LatinText;
import credits.text.XmlWriter;
import java.util.Optional;
import java.util.regex.Pattern;

/// The header of a FatturaPA: from whom it is, to whom, and where the exchange system delivers it.
///
/// @param progressive what tells the transmission of the document from all others, at most ten characters
record FatturaPaHeader(InvoiceData sale, String progressive, XmlWriter xml) {
    /// The format for private recipients, also of the whole document.
    static final String FORMAT = "FPR12";

    private static final String ITALY = "IT";
    // 1.1.4: what stands for a code that nobody has.
    private static final String NO_SDI_CODE = "0000000";
    private static final String ABROAD = "XXXXXXX";
    // 1.4.1.1: what stands for the number of a buyer abroad who has none.
    private static final String NO_NUMBER_IN_THE_EU = "0000000";
    private static final String NO_NUMBER_ELSEWHERE = "OO99999999999";
    private static final String POSTAL_CODE_ABROAD = "00000";
    private static final Pattern POSTAL_CODE = Pattern.compile("[0-9]{5}");
    private static final Pattern PROVINCE = Pattern.compile("[A-Z]{2}");
    private static final int MAX_NAME_LENGTH = 80;
    private static final int MAX_ADDRESS_LENGTH = 60;

    /// Writes it, complete.
    void write() {
        xml.open("FatturaElettronicaHeader");
        writeTransmission();
        writeSeller(sale.seller());
        writeBuyer(sale.buyer());
        xml.close();
    }

    private void writeTransmission() {
        var buyer = sale.buyer();
        var addressee = buyer.references().sdiAddressee();
        xml.open("DatiTrasmissione").open("IdTrasmittente");
        writeVatNumber(sale.seller().vatId());
        xml.close().element("ProgressivoInvio", progressive).element("FormatoTrasmissione", FORMAT);
        var code = isInItaly(buyer) ? addressee.sdiCode().orElse(NO_SDI_CODE) : ABROAD;
        xml.element("CodiceDestinatario", code);
        // 1.1.6: only without a code.
        if (code.equals(NO_SDI_CODE)) addressee.pec().ifPresent(pec -> xml.element("PECDestinatario", pec));
        xml.close();
    }

    private void writeSeller(Seller seller) {
        xml.open("CedentePrestatore").open("DatiAnagrafici").open("IdFiscaleIVA");
        writeVatNumber(seller.vatId());
        xml.close();
        writeName(seller.legalName());
        xml.element("RegimeFiscale", "RF01").close(); // 1.2.1.8: the ordinary scheme
        writeAddress(seller.address());
        xml.close();
    }

    private void writeBuyer(BillingProfile buyer) {
        xml.open("CessionarioCommittente").open("DatiAnagrafici");
        writeBuyerNumbers(buyer);
        writeName(buyer.legalName());
        xml.close();
        writeAddress(PostalAddress.from(buyer));
        xml.close();
    }

    private void writeBuyerNumbers(BillingProfile buyer) {
        var vatId = buyer.vatId().filter(VatId::isPrintable);
        if (vatId.isPresent() || !isInItaly(buyer)) {
            xml.open("IdFiscaleIVA");
            vatId.map(VatId::number).ifPresentOrElse(this::writeVatNumber, () -> writeMissingNumber(buyer));
            xml.close();
        }
        Optional.of(buyer.references().sdiAddressee())
                .filter(_ -> isInItaly(buyer))
                .flatMap(SdiAddressee::codiceFiscale)
                .ifPresent(code -> xml.element("CodiceFiscale", code));
    }

    // A country and the number in it.
    private void writeVatNumber(String vatId) {
        xml.element("IdPaese", vatId.substring(0, 2)).element("IdCodice", vatId.substring(2));
    }

    private void writeMissingNumber(BillingProfile buyer) {
        boolean isInTheEu = EuVatArea.memberState(buyer).isPresent();
        xml.element("IdPaese", buyer.country())
                .element("IdCodice", isInTheEu ? NO_NUMBER_IN_THE_EU : NO_NUMBER_ELSEWHERE);
    }

    private void writeName(String name) {
        xml.open("Anagrafica")
                .element("Denominazione", LatinText.of(name, MAX_NAME_LENGTH))
                .close();
    }

    // Postal codes abroad have another form, so that they stand before the city.
    private void writeAddress(PostalAddress address) {
        boolean isItalian = address.country().equals(ITALY);
        var code = address.postalCode().orElse("");
        boolean hasItalianCode = isItalian && POSTAL_CODE.matcher(code).matches();
        var street = address.line1() + address.line2().map(line -> ", " + line).orElse("");
        var city = hasItalianCode ? address.city() : code + " " + address.city();
        xml.open("Sede").element("Indirizzo", LatinText.of(street, MAX_ADDRESS_LENGTH));
        xml.element("CAP", hasItalianCode ? code : POSTAL_CODE_ABROAD);
        xml.element("Comune", LatinText.of(city, MAX_ADDRESS_LENGTH));
        address.region()
                .filter(region -> isItalian && PROVINCE.matcher(region).matches())
                .ifPresent(region -> xml.element("Provincia", region));
        xml.element("Nazione", address.country()).close();
    }

    private static boolean isInItaly(BillingProfile buyer) {
        return buyer.country().equals(ITALY);
    }
}
