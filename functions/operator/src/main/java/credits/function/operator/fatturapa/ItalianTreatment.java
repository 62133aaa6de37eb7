package credits.function.operator.fatturapa;

import credits.invoicing.TaxDocument;
import credits.money.Eur;
import java.util.Locale;
import java.util.Optional;

/// How a document's VAT is told to the Italian Revenue Agency.
///
/// @param nature why the document has no Italian VAT (code of 2.2.1.14); empty if it has
/// @param legalReference the rule behind it, at most 100 characters
/// @param foreignVat the VAT of another member state, in words; empty if there is none
/// @param owesStampDuty whether stamp duty of two euros is due (D.P.R. 642/1972, tariff, article 13)
record ItalianTreatment(
        Optional<String> nature, Optional<String> legalReference, Optional<String> foreignVat, boolean owesStampDuty) {
    private static final String ITALY = "IT";
    private static final Eur STAMP_DUTY_FREE = Eur.of("77.47");

    static ItalianTreatment of(TaxDocument document) {
        var amounts = document.amounts();
        return switch (amounts.vat().treatment()) {
            case STANDARD -> taxedIn(document.taxingCountry().orElse(ITALY), document);
            case REVERSE_CHARGE ->
                untaxed(document, "Inversione contabile - art. 7-ter, art. 21 c. 6-bis lett. a) D.P.R. 633/1972");
            case OUTSIDE_SCOPE ->
                untaxed(document, "Operazione non soggetta - artt. da 7 a 7-septies, art. 21 c. 6-bis D.P.R. 633/1972");
        };
    }

    private static ItalianTreatment taxedIn(String country, TaxDocument document) {
        if (country.equals(ITALY))
            return new ItalianTreatment(Optional.empty(), Optional.empty(), Optional.empty(), false);
        var amounts = document.amounts();
        var vat = String.format(
                Locale.ROOT,
                "IVA %s %s%%: %s EUR, dichiarata con il regime OSS",
                country,
                amounts.ratePercent(),
                amounts.vatAmount());
        return new ItalianTreatment(
                Optional.of("N7"),
                Optional.of("IVA assolta in altro Stato UE - art. 7-octies, art. 74-sexies D.P.R. 633/1972"),
                Optional.of(vat),
                false);
    }

    private static ItalianTreatment untaxed(TaxDocument document, String legalReference) {
        boolean owesStampDuty = document.amounts().totalAmount().isGreaterThan(STAMP_DUTY_FREE);
        return new ItalianTreatment(Optional.of("N2.1"), Optional.of(legalReference), Optional.empty(), owesStampDuty);
    }

    boolean isTaxedInItaly() {
        return nature.isEmpty();
    }
}
