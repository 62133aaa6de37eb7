package credits.function.reconcile;

import static java.util.Comparator.comparing;

import credits.identity.OrganisationId;
import credits.ledger.Organisations;
import credits.ledger.Profiles;
import credits.topup.Buyer;
import credits.topup.VatId;
import credits.vies.Register;
import credits.wire.Json;
import java.time.Instant;
import java.util.Optional;

/// Asks the EU's register again about VAT numbers that it has said nothing of yet, those first that were not asked
/// about for the longest.
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
        var asked = organisations.all().stream()
                .flatMap(organisation -> unverified(organisation).stream())
                .sorted(comparing(Unverified::askedAt))
                .limit(MOST)
                .toList();
        long answered = asked.stream().filter(each -> isAnswered(each, now)).count();
        return Json.object()
                .put("task", "vat_ids")
                .put("asked", asked.size())
                .put("answered", answered)
                .end();
    }

    private record Unverified(OrganisationId organisation, Buyer buyer, VatId id) {
        Instant askedAt() {
            return id.evidence().map(VatId.Evidence::at).orElse(Instant.EPOCH);
        }
    }

    private Optional<Unverified> unverified(OrganisationId organisation) {
        return profiles.buyer(organisation)
                .flatMap(buyer -> buyer.vatId().map(id -> new Unverified(organisation, buyer, id)))
                .filter(each -> each.id().status() == VatId.Status.UNVERIFIED);
    }

    // That it was asked is kept even if it says nothing, so that the next night others come first. Saved anew in
    // between: then it was asked about by whoever saved it.
    private boolean isAnswered(Unverified each, Instant now) {
        var known = register.consult(each.id(), now);
        boolean isKept =
                profiles.replace(each.organisation(), each.buyer(), each.buyer().with(known));
        return isKept && known.status() != VatId.Status.UNVERIFIED;
    }
}
