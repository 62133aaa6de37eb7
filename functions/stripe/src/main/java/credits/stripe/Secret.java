package credits.stripe;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The Stripe API key and webhook signing secrets. `toString` is redacted, so that they never reach a log.
///
/// @param apiKey the key for Stripe's API
/// @param webhookSecrets the signing secrets of the webhook; several while they are being rotated
public record Secret(String apiKey, List<String> webhookSecrets) {
    public Secret {
        webhookSecrets = List.copyOf(webhookSecrets);
        if (apiKey.isBlank()) throw new IllegalStateException("the Stripe secret has no api_key");
    }

    // Filled by Gson, with the field names of the stored secret.
    private record Stored(
            @SerializedName("api_key") @Nullable String apiKey,
            @SerializedName("webhook_secrets") @Nullable List<String> webhookSecrets) {}

    /// Parses `{"api_key": "sk_…", "webhook_secrets": ["whsec_…"]}`.
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

    // Without the cause, which may quote the secret.
    private static IllegalStateException unreadable() {
        return new IllegalStateException("the Stripe secret must be {api_key, webhook_secrets[]}");
    }

    @Override
    public String toString() {
        return "Secret[***]";
    }
}
