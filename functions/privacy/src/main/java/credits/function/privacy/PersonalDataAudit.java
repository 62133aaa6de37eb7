package credits.function.privacy;

import credits.aws.AwsCall;
import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.function.privacy.DataSubject.EntireOrganisation;
import credits.function.privacy.DataSubject.Person;
import credits.http.Caller;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Who has exported or erased whose data, when and why: one item a call (an export has one for each
/// page), put before anything is read or erased. It has
/// no address, so that it does not bring back what was erased.
///
/// Throws [credits.retry.ServiceUnavailableException] if the store does not answer; nothing is then exported or erased.
final class PersonalDataAudit {
    private final DynamoDbClient dynamo;
    private final String table;

    PersonalDataAudit(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// @param requestId tells apart what happens in the same millisecond
    void record(String action, PersonalDataRequest request, Caller operator, Instant at, String requestId) {
        var item = new HashMap<String, AttributeValue>();
        item.put(TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.OPERATOR_PARTITION));
        item.put(TableKeys.SORT_KEY, AttributeValue.fromS(TableKeys.personalDataAuditSort(at, requestId)));
        item.put("action", ItemAttributes.text(action));
        item.put("at", ItemAttributes.text(at.toString()));
        item.put("by", ItemAttributes.text(operator.member().value()));
        item.put("organisation", ItemAttributes.text(request.organisation().value()));
        item.put("reason", ItemAttributes.text(request.reason()));
        item.putAll(subject(request.subject()));
        var _ = AwsCall.readOrWrite(
                "the audit of personal data",
                () -> dynamo.putItem(put -> put.tableName(table).item(item)));
    }

    private static Map<String, AttributeValue> subject(DataSubject subject) {
        return switch (subject) {
            case EntireOrganisation() -> Map.of("subject", ItemAttributes.text("entire_organisation"));
            case Person(var member, var _) ->
                member.map(id -> Map.of(
                                "subject", ItemAttributes.text("member"), "member", ItemAttributes.text(id.value())))
                        .orElse(Map.of("subject", ItemAttributes.text("email")));
        };
    }
}
