package credits.function.privacy;

import credits.aws.AwsClients;
import credits.ledger.SegmentStore;
import credits.settings.EnvironmentVariable;
import java.util.Map;

/// The function's dependencies, created once per execution environment.
record Wiring(
        OrganisationItems items, SegmentStore segmentStore, MemberPseudonyms pseudonyms, PersonalDataAudit audit) {
    static Wiring of(Map<String, String> environment) {
        var dynamo = AwsClients.dynamoDb(environment);
        var table = EnvironmentVariable.TABLE_NAME.require(environment);
        return new Wiring(
                new OrganisationItems(dynamo, table),
                new SegmentStore(dynamo, table),
                new MemberPseudonyms(dynamo, table),
                new PersonalDataAudit(dynamo, table));
    }
}
