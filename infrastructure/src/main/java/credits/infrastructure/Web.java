package credits.infrastructure;

import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

/// Where people find the Usage page. The files are copied there after the deployment, `config.json` with them.
final class Web extends Stack {
    Web(App app, Settings settings, SiteHeaders headers, HttpRoutes routes) {
        super(
                app,
                "Web",
                StackProps.builder()
                        .stackName(settings.stackName("web"))
                        .description("Credits: the web app")
                        .build());
        var site = new Site(this, settings, headers, routes);
        output("SiteUrl", "https://" + site.host());
        output("SiteBucketName", site.bucket().getBucketName());
        output("DistributionId", site.distribution().getDistributionId());
    }

    private void output(String id, String value) {
        CfnOutput.Builder.create(this, id).value(value).build();
    }
}
