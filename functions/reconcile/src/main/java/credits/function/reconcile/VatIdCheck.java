package credits.function.reconcile;

import static java.util.Comparator.comparing;

import credits.identity.OrganisationId;
import credits.invoicing.BillingProfile;
import credits.invoicing.VatId;
import credits.json.Json;
import credits.ledger.OrganisationDirectory;
import credits.profile.ProfileStore;
import credits.vies.ViesClient;
import java.time.Instant;
import java.util.Optional;

/// Verifies unverified VAT numbers with VIES again, beginning with those whose last check is the oldest.
final class VatIdCheck {
    // Bounds the run, because VIES may take its full timeout for each.
    private static final int MAX_CHECKS = 50;

    private final OrganisationDirectory organisations;
    private final ProfileStore profileStore;
    private final ViesClient viesClient;

    VatIdCheck(OrganisationDirectory organisations, ProfileStore profileStore, ViesClient viesClient) {
        this.organisations = organisations;
        this.profileStore = profileStore;
        this.viesClient = viesClient;
    }

    Json.JsonObject run(Instant now) {
        var candidates = organisations.listAll().stream()
                .flatMap(organisation -> unverified(organisation).stream())
                .sorted(comparing(Unverified::lastCheckedAt))
                .limit(MAX_CHECKS)
                .toList();
        long answeredCount =
                candidates.stream().filter(each -> recheck(each, now)).count();
        return Json.object()
                .put("task", "vat_ids")
                .put("asked", candidates.size())
                .put("answered", answeredCount)
                .build();
    }

    private record Unverified(OrganisationId organisation, BillingProfile buyer, VatId id) {
        Instant lastCheckedAt() {
            return id.evidence().map(VatId.Evidence::checkedAt).orElse(Instant.EPOCH);
        }
    }

    private Optional<Unverified> unverified(OrganisationId organisation) {
        return profileStore
                .findBillingProfile(organisation)
                .flatMap(buyer -> buyer.vatId().map(id -> new Unverified(organisation, buyer, id)))
                .filter(each -> each.id().status() == VatId.Status.UNVERIFIED);
    }

    // The check is recorded even without a result, so that other numbers come first the next night. If the profile was
    // saved in the meantime, that save included a check.
    private boolean recheck(Unverified candidate, Instant now) {
        var checked = viesClient.check(candidate.id(), now);
        boolean isSaved = profileStore.replaceBillingProfile(
                candidate.organisation(), candidate.buyer(), candidate.buyer().withVatId(checked));
        return isSaved && checked.status() != VatId.Status.UNVERIFIED;
    }
}
