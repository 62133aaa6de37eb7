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

/// Verifies unverified VAT numbers with VIES again, beginning with those that were not checked for the longest time.
final class VatIdCheck {
    // Bounds the run, because VIES may take its full timeout for each.
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

    // The check is recorded even without a result, so that other numbers come first the next night. If the profile was
    // saved in the meantime, that save included a check.
    private boolean isAnswered(Unverified each, Instant now) {
        var known = register.consult(each.id(), now);
        boolean isKept =
                profiles.replace(each.organisation(), each.buyer(), each.buyer().with(known));
        return isKept && known.status() != VatId.Status.UNVERIFIED;
    }
}
