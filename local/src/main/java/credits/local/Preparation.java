package credits.local;

import credits.local.template.Template;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// What the demo needs that no caller of the API may do yet: prices in force, and opening credits.
final class Preparation {
    Preparation(DynamoDbClient client, Template template, InstantSource clock) {
        var _ = client;
        var _ = template;
        var _ = clock;
    }

    /// Publishes the demo's price list; says what it did.
    String prices() {
        return "none";
    }

    /// Gives an organisation its opening credits, an amount in EUR such as `250.00`.
    void credits(String organisation, String amount) {
        var _ = organisation;
        var _ = amount;
    }
}
