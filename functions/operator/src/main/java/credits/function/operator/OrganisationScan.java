package credits.function.operator;

import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.invoicing.BillingProfile;
import credits.invoicing.VatId;
import credits.ledger.OrganisationDirectory;
import credits.profile.ProfileStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks at one organisation after the other, in the order of the directory. A page costs one read per organisation
/// that it looks at, and a query per shard.
record OrganisationScan(OrganisationDirectory directory, ProfileStore profiles) {
    static final int MAX_LOOKED_AT = 200;

    record Found(OrganisationId organisation, Optional<BillingProfile> profile) {}

    /// The organisations found among those of this page.
    ///
    /// @param unreadable how many items of the directory cannot be read; the search goes on
    /// @param nextAfter where the next page begins; empty at the end of the directory
    record Page(List<Found> found, int lookedAt, int unreadable, Optional<OrganisationId> nextAfter) {}

    /// Returns a page of the organisations of whose id or profile `text` is a part, in upper or lower case. The first
    /// page begins with the one whose id `text` is, wherever it is listed.
    Page search(String text, Optional<OrganisationId> after) {
        var found = new ArrayList<Found>();
        var unreadable = new ArrayList<RuntimeException>();
        var exact = exactly(text);
        if (after.isEmpty()) exact.ifPresent(found::add);
        var wanted = text.toLowerCase(Locale.ROOT);
        var shards = TableKeys.organisationShards();
        var last = after;
        int lookedAt = 0;
        int shard = after.map(TableKeys::organisationShard).map(shards::indexOf).orElse(0);
        for (; shard < shards.size(); shard++) {
            int limit = MAX_LOOKED_AT - lookedAt;
            var listed = directory.listShard(shards.get(shard), last, limit, unreadable::add);
            for (var organisation : listed) {
                var candidate = read(organisation);
                boolean isFirst =
                        exact.isPresent() && exact.get().organisation().equals(organisation);
                if (!isFirst && matches(candidate, wanted)) found.add(candidate);
            }
            lookedAt += listed.size();
            if (listed.size() == limit)
                return new Page(found, lookedAt, unreadable.size(), Optional.of(listed.getLast()));
            last = Optional.empty();
        }
        return new Page(found, lookedAt, unreadable.size(), Optional.empty());
    }

    private Optional<Found> exactly(String text) {
        try {
            return Optional.of(new OrganisationId(text))
                    .filter(directory::contains)
                    .map(this::read);
        } catch (IllegalArgumentException otherText) {
            return Optional.empty();
        }
    }

    private Found read(OrganisationId organisation) {
        return new Found(organisation, profiles.findBillingProfile(organisation));
    }

    private static boolean matches(Found candidate, String wanted) {
        var texts = Stream.concat(
                Stream.of(candidate.organisation().value()),
                candidate.profile().stream()
                        .flatMap(profile -> Stream.concat(
                                Stream.of(profile.legalName(), profile.email()),
                                profile.vatId().map(VatId::number).stream())));
        return texts.anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
    }
}
