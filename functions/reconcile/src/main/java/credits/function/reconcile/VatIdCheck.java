package credits.function.reconcile;

import credits.identity.OrganisationId;
import credits.ledger.Organisations;
import credits.ledger.Profiles;
import credits.topup.Buyer;
import credits.topup.VatId;
import credits.vies.Register;
import credits.wire.Json;
import java.time.Instant;

/// Asks the EU's register again about VAT numbers that it could not say anything of when they were saved.
final class VatIdCheck {
    // Each may take as long as the register is slow.
    private static final int MOST = 50;

    private final Organisations organisations;
    private final Profiles profiles;
    private final Register register;

    VatIdCheck(Organisations organisations, Profiles profiles, Register register) {
        this.organisations = organisations;
        this.profiles = profiles;
        this.register = register;
    }

    Json.Members all(Instant now) {
        int asked = 0;
        int answered = 0;
        for (var organisation : organisations.all()) {
            if (asked == MOST) break;
            var buyer = profiles.buyer(organisation);
            var id = buyer.flatMap(Buyer::vatId).filter(each -> each.status() == VatId.Status.UNVERIFIED);
            if (id.isEmpty()) continue;
            asked++;
            if (isAnswered(organisation, buyer.orElseThrow(), id.get(), now)) answered++;
        }
        return Json.object()
                .put("task", "vat_ids")
                .put("asked", asked)
                .put("answered", answered)
                .end();
    }

    private boolean isAnswered(OrganisationId organisation, Buyer before, VatId id, Instant now) {
        var known = register.consult(id, now);
        // Saved anew in between: then it was asked about by whoever saved it.
        return known.status() != VatId.Status.UNVERIFIED && profiles.replace(organisation, before, before.with(known));
    }
}
