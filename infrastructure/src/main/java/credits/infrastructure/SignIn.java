package credits.infrastructure;

import java.net.URI;
import java.util.List;

/// Who signs members and services in: an OpenID provider, as the API and the web app know it.
///
/// @param issuer the issuer of the tokens
/// @param origins where the web app fetches the provider's metadata and tokens
/// @param audience the accepted values of a token's `aud`, or of its `client_id` if it has none
/// @param webClientId the client id of the web app
record SignIn(String issuer, List<String> origins, List<String> audience, String webClientId) {
    /// The provider of the stage's settings.
    static SignIn externalProvider(StageSettings settings) {
        var issuer = URI.create(settings.issuer());
        return new SignIn(
                settings.issuer(),
                List.of(issuer.getScheme() + "://" + issuer.getAuthority()),
                settings.audience(),
                settings.webClientId());
    }
}
