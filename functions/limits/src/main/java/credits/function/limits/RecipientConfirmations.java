package credits.function.limits;

import credits.event.AccountEvent;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.identity.OrganisationId;
import credits.json.Json;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import credits.profile.ProfileStore;
import credits.retry.ServiceUnavailableException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Consumer;

/// The confirmation of alert recipients. The owner of an address gets one e-mail with a link, and nothing else before
/// following it. The link has a random secret that is stored with the address, so it needs no sign-in.
final class RecipientConfirmations {
    private static final String EVENT_TYPE = "recipients.unconfirmed";
    private static final int SECRET_BYTES = 16;
    // Each retry means that the list has changed between our read and our write.
    private static final int MAX_ATTEMPTS = 5;

    private final ProfileStore profileStore;
    private final Consumer<AccountEvent> mailQueue;
    // Not seeded before a snapshot is taken: it asks the operating system.
    private final SecureRandom random = new SecureRandom();

    /// @param mailQueue sends an event to the function that sends e-mail
    RecipientConfirmations(ProfileStore profileStore, Consumer<AccountEvent> mailQueue) {
        this.profileStore = profileStore;
        this.mailQueue = mailQueue;
    }

    String newSecret() {
        var secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    /// Has all recipients of the organisation that are not confirmed sent their links, within the limits of a day. The
    /// event has no address, and is for that queue only.
    void request(OrganisationId organisation, Instant now) {
        var id = organisation + "/recipients/" + newSecret();
        mailQueue.accept(new AccountEvent(
                id, EVENT_TYPE, organisation, now, Json.object().build()));
    }

    /// `POST /v1/alert_recipients/confirmations`: the owner of an address confirms it. Repeating it is a
    /// 404, like a link that was never sent.
    ApiResponse confirm(ApiRequest request) {
        var fields = JsonFields.strict(request.jsonBody(), JsonPointer.ROOT, Set.of("organisation", "secret"));
        var organisation = fields.create("organisation", OrganisationId::new);
        var given = fields.text("secret").getBytes(StandardCharsets.UTF_8);
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            var before = profileStore.findAlertRecipients(organisation);
            var after = before.withConfirmed(
                            secret -> MessageDigest.isEqual(given, secret.getBytes(StandardCharsets.UTF_8)))
                    .orElseThrow(() -> new ProblemException(Problem.notFound()));
            if (profileStore.confirmAlertRecipient(organisation, before, after)) return confirmed(organisation);
        }
        throw new ServiceUnavailableException("concurrent saves kept changing the recipients of " + organisation);
    }

    private static ApiResponse confirmed(OrganisationId organisation) {
        return ApiResponse.json(
                200, Json.object().put("organisation", organisation.value()).build());
    }
}
