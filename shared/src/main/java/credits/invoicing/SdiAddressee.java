package credits.invoicing;

import java.util.Optional;

/// Who a buyer in Italy is to the Revenue Agency, and where its exchange system (Sistema di Interscambio,
/// SdI) delivers e-invoices to.
///
/// @param codiceFiscale the tax code, which identifies a buyer without a VAT number
/// @param sdiCode the code of the recipient's channel at the exchange system, seven capitals and digits
/// @param pec the address of certified e-mail, for recipients without such a code
public record SdiAddressee(Optional<String> codiceFiscale, Optional<String> sdiCode, Optional<String> pec) {
    public static final SdiAddressee NONE = new SdiAddressee(Optional.empty(), Optional.empty(), Optional.empty());

    /// Returns this addressee with what `other` has instead.
    SdiAddressee replacedBy(SdiAddressee other) {
        return new SdiAddressee(
                other.codiceFiscale.or(() -> codiceFiscale), other.sdiCode.or(() -> sdiCode), other.pec.or(() -> pec));
    }
}
