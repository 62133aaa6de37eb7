package credits.infrastructure;

import com.fasterxml.jackson.databind.ObjectMapper;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

/// The stack of the web app. After its deployment, `./deploy` copies the files there and writes
/// `config.json` next to them.
final class WebStack extends Stack {
    WebStack(App app, StageSettings settings, SiteHeaders headers, HttpRoutes routes, SignIn signIn) {
        super(
                app,
                "Web",
                StackProps.builder()
                        .stackName(settings.stackName("web"))
                        .description("Credits: the web app")
                        .build());
        var site = new WebsiteHosting(this, settings, headers.forStage(signIn, settings.frameAncestors()), routes);
        output("SiteUrl", "https://" + site.host());
        output("SiteBucketName", site.bucket().getBucketName());
        output("SiteConfig", siteConfig(settings, signIn));
    }

    // The content of `config.json`, which the web app fetches first.
    private static String siteConfig(StageSettings settings, SignIn signIn) {
        return new ObjectMapper()
                .createObjectNode()
                .put("issuer", signIn.issuer())
                .put("client_id", signIn.webClientId())
                .put("operator_client_id", settings.platform().consoleClient().value())
                .put("scope", String.join(" ", settings.webScopes()))
                .put("terms_url", settings.termsUrl().toString())
                .toString();
    }

    private void output(String id, String value) {
        CfnOutput.Builder.create(this, id).value(value).build();
    }
}
