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
public record StripeSecret(String apiKey, List<String> webhookSecrets) {
    public StripeSecret {
        webhookSecrets = List.copyOf(webhookSecrets);
        if (apiKey.isBlank()) throw new IllegalStateException("the Stripe secret has no api_key");
    }

    // Filled by Gson, with the field names of the stored secret.
    private record SecretJson(
            @SerializedName("api_key") @Nullable String apiKey,
            @SerializedName("webhook_secrets") @Nullable List<String> webhookSecrets) {}

    /// Parses `{"api_key": "sk_…", "webhook_secrets": ["whsec_…"]}`.
    static StripeSecret parse(String json) {
        try {
            var secretJson = new Gson().fromJson(json, SecretJson.class);
            if (secretJson != null && secretJson.apiKey() != null && secretJson.webhookSecrets() != null)
                return new StripeSecret(secretJson.apiKey(), secretJson.webhookSecrets());
        } catch (JsonParseException e) {
            throw malformed();
        }
        throw malformed();
    }

    // Without the cause, which may quote the secret.
    private static IllegalStateException malformed() {
        return new IllegalStateException("the Stripe secret must be {api_key, webhook_secrets[]}");
    }

    @Override
    public String toString() {
        return "Secret[***]";
    }
}
