package credits.stripe;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What Stripe and we alone know. Never in a log: it does not tell itself.
///
/// @param apiKey with which we ask Stripe
/// @param webhookSecrets with which Stripe signs; more than one while they are being rolled
public record Secret(String apiKey, List<String> webhookSecrets) {
    public Secret {
        webhookSecrets = List.copyOf(webhookSecrets);
        if (apiKey.isBlank()) throw new IllegalStateException("the Stripe secret has no api_key");
    }

    // What Gson fills, with the names that the secret has.
    private record Stored(
            @SerializedName("api_key") @Nullable String apiKey,
            @SerializedName("webhook_secrets") @Nullable List<String> webhookSecrets) {}

    /// Reads `{"api_key": "sk_…", "webhook_secrets": ["whsec_…"]}`.
    static Secret parse(String json) {
        try {
            var stored = new Gson().fromJson(json, Stored.class);
            if (stored != null && stored.apiKey() != null && stored.webhookSecrets() != null)
                return new Secret(stored.apiKey(), stored.webhookSecrets());
        } catch (JsonParseException broken) {
            throw unreadable();
        }
        throw unreadable();
    }

    // Without its cause, which may quote it.
    private static IllegalStateException unreadable() {
        return new IllegalStateException("the Stripe secret is not {api_key, webhook_secrets[]}");
    }

    @Override
    public String toString() {
        return "Secret[***]";
    }
}
