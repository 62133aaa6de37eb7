package credits.simulation.flow;

import credits.TestData;
import credits.account.AlertRecipients;
import credits.account.SpendingLimits.LastChange;
import credits.identity.EmailAddress;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.invoicing.BillingProfile;
import credits.pricing.store.PriceListStore;
import credits.profile.ProfileStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a simulated stage has before a run: price lists, and organisations with a buyer's data.
final class FlowData {
    static final Set<String> ORGANISATIONS = Set.of("acme", "globex");
    /// Who gets the notifications.
    static final String RECIPIENT = "canary-alerts@bottega.example";

    private static final String BUYER_NAME = "Bottega Canarino";
    private static final String BUYER_MAIL = "canary-accounts@bottega.example";
    /// What no log may contain.
    static final List<String> SECRETS =
            List.of(BUYER_NAME, BUYER_MAIL, RECIPIENT, FlowSystem.WEBHOOK_SECRET, "sk_test_");

    private static final BillingProfile BUYER = new BillingProfile(
            BUYER_NAME,
            "Via Roma 1",
            Optional.empty(),
            "20121",
            "Milano",
            Optional.empty(),
            "IT",
            Optional.empty(),
            "it",
            BUYER_MAIL);
    private static final MemberId GIULIA = new MemberId("usr_giulia");
    private static final List<OrganisationId> SORTED =
            ORGANISATIONS.stream().sorted().map(OrganisationId::new).toList();

    private FlowData() {}

    /// The organisations in turn.
    static OrganisationId organisation(int number) {
        return SORTED.get(number % SORTED.size());
    }

    static void store(FlowSystem system) {
        for (var list : TestData.PRICES.priceLists()) {
            var _ = new PriceListStore(system.store, FlowSystem.TABLE)
                    .publish(list, GIULIA, list.effectiveFrom().minus(PriceListStore.MIN_NOTICE));
        }
        var profiles = new ProfileStore(system.store, FlowSystem.TABLE);
        var change = new LastChange(FlowSimulation.START, GIULIA);
        var listed =
                AlertRecipients.NONE.replacedBy(List.of(new EmailAddress(RECIPIENT)), change, _ -> Optional.empty());
        for (var organisation : SORTED) {
            profiles.saveBillingProfile(organisation, BUYER, change);
            var _ = profiles.replaceAlertRecipients(organisation, AlertRecipients.NONE, listed);
        }
    }
}
