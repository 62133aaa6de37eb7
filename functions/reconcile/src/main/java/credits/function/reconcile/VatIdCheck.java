package credits.function.reconcile;

import credits.aws.TableKeys;
import credits.function.reconcile.ShardSlice.WorkResult;
import credits.identity.OrganisationId;
import credits.invoicing.BillingProfile;
import credits.invoicing.VatId;
import credits.json.Json;
import credits.ledger.OrganisationDirectory;
import credits.profile.ProfileStore;
import credits.vies.ViesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Verifies VAT numbers with VIES again that it has not answered about, or not for long, each once a round. A run
/// without time left, or with enough checks made, leaves the rest to the next run. A failure of whatever kind stops
/// only the account that it concerns.
final class VatIdCheck {
    private static final String TASK = "vat_ids";
    private static final String ASKED = "asked";
    private static final String ANSWERED = "answered";

    // Spares VIES, which may take its full timeout for each. Checks that run at the time are completed.
    private static final int MAX_CHECKS_PER_RUN = 50;

    private final OrganisationDirectory organisations;
    private final ProfileStore profileStore;
    private final ViesClient viesClient;
    private final Duration maxAge;
    private final TaskRunner tasks;

    /// Creates the check.
    ///
    /// @param maxAge how old an answer may be before VIES is asked again
    VatIdCheck(
            OrganisationDirectory organisations,
            ProfileStore profileStore,
            ViesClient viesClient,
            Duration maxAge,
            TaskRunner tasks) {
        this.organisations = organisations;
        this.profileStore = profileStore;
        this.viesClient = viesClient;
        this.maxAge = maxAge;
        this.tasks = tasks;
    }

    /// Whether a check waits to be gone on with.
    boolean isUnfinished() {
        return tasks.isUnfinished(TASK);
    }

    /// Checks as long as `hasTime` is true.
    Json.JsonObject run(Instant now, BooleanSupplier hasTime, Consumer<String> log) {
        var checks = new AtomicInteger();
        var result = tasks.run(
                TASK,
                now,
                _ -> List.of(slices(now, checks, log)),
                () -> checks.get() < MAX_CHECKS_PER_RUN && hasTime.getAsBoolean(),
                log);
        var total = result.total();
        return Json.object()
                .put("task", TASK)
                .put(result.isComplete() ? ASKED : "asked_so_far", total.count(ASKED))
                .put(ANSWERED, total.count(ANSWERED))
                .put("failed", total.count(ShardSlice.FAILED))
                .build();
    }

    private List<Slice> slices(Instant now, AtomicInteger checks, Consumer<String> log) {
        var slices = new ArrayList<Slice>();
        for (var shard : TableKeys.organisationShards()) {
            slices.add(
                    new ShardSlice(organisations, shard, (organisation, _) -> check(organisation, now, checks), log));
        }
        return slices;
    }

    private WorkResult check(OrganisationId organisation, Instant now, AtomicInteger checks) {
        var buyer = profileStore.findBillingProfile(organisation);
        var id = buyer.flatMap(BillingProfile::vatId).filter(each -> each.isDue(now.minus(maxAge)));
        if (id.isEmpty()) return new WorkResult(Optional.empty(), SliceProgress.START);
        var _ = checks.incrementAndGet();
        boolean isAnswered = recheck(organisation, buyer.orElseThrow(), id.get(), now);
        return new WorkResult(
                Optional.empty(), SliceProgress.START.plus(ASKED, 1).plus(ANSWERED, isAnswered ? 1 : 0));
    }

    // The check of an unknown number is recorded even without a result. If the profile was saved in the meantime, that
    // save included a
    // check.
    private boolean recheck(OrganisationId organisation, BillingProfile buyer, VatId id, Instant now) {
        var checked = viesClient.check(id, now);
        var after = buyer.withVatId(id.withResult(checked));
        boolean isSaved = profileStore.replaceBillingProfile(organisation, buyer, after, Optional.empty());
        return isSaved && checked.status() != VatId.Status.UNVERIFIED;
    }
}
