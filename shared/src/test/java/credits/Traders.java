package credits;

import credits.topup.Buyer;
import credits.topup.PostalAddress;
import credits.topup.Seller;
import credits.topup.VatId;
import java.util.Optional;

/// A seller and a buyer, both in Milan, for tests that do not depend on the details.
public final class Traders {
    public static final Seller LUMEN = new Seller(
            "Lumen S.r.l.",
            new PostalAddress("Via Roma 1", Optional.empty(), Optional.of("20121"), "Milano", Optional.empty(), "IT"),
            "IT00743110157",
            "Lumen",
            Optional.empty(),
            Optional.empty());

    public static final Buyer ACME = acme("Acme S.r.l.");

    private Traders() {}

    /// Returns a company with another name at Acme's address.
    public static Buyer acme(String legalName) {
        return new Buyer(
                legalName,
                "Via Roma 1",
                Optional.empty(),
                "20121",
                "Milano",
                Optional.empty(),
                "IT",
                Optional.of(new VatId("IT01234567890", VatId.Status.VERIFIED)),
                "it",
                "accounts@acme.example");
    }
}
