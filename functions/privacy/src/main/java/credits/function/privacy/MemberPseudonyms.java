package credits.function.privacy;

import static credits.profile.ErasedMembersStore.EVERYONE_ATTRIBUTE;
import static credits.profile.ErasedMembersStore.MEMBERS_ATTRIBUTE;

import credits.aws.AwsCall;
import credits.aws.TableKeys;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.profile.ErasedMembers;
import credits.profile.ErasedMembersStore;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// Adds members to the list of those whose IDs are no longer shown.
///
/// Throws [credits.retry.ServiceUnavailableException] if the store does not answer.
final class MemberPseudonyms {
    private static final int RANDOM_DIGITS = 16;

    private final DynamoDbClient dynamo;
    private final String table;
    private final ErasedMembersStore erasedMembers;

    MemberPseudonyms(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
        this.erasedMembers = new ErasedMembersStore(dynamo, table);
    }

    /// Adds a member, and returns the member's pseudonym: the first one stays.
    MemberId add(OrganisationId organisation, MemberId member) {
        addEmptyMap(organisation);
        var hash = ErasedMembers.hashOf(organisation, member);
        var pseudonym = new MemberId(
                "erased_" + UUID.randomUUID().toString().replace("-", "").substring(0, RANDOM_DIGITS));
        update(
                organisation,
                update -> update.updateExpression("SET " + MEMBERS_ATTRIBUTE + ".#member = :pseudonym")
                        .conditionExpression("attribute_not_exists(" + MEMBERS_ATTRIBUTE + ".#member)")
                        .expressionAttributeNames(Map.of("#member", hash))
                        .expressionAttributeValues(Map.of(":pseudonym", AttributeValue.fromS(pseudonym.value()))));
        return erasedMembers.find(organisation).shown(member);
    }

    /// Adds everyone.
    void addAll(OrganisationId organisation) {
        update(
                organisation,
                update -> update.updateExpression("SET " + EVERYONE_ATTRIBUTE + " = :true")
                        .expressionAttributeValues(Map.of(":true", AttributeValue.fromBool(true))));
    }

    private void addEmptyMap(OrganisationId organisation) {
        update(
                organisation,
                update -> update.updateExpression("SET " + MEMBERS_ATTRIBUTE + " = :empty")
                        .conditionExpression("attribute_not_exists(" + MEMBERS_ATTRIBUTE + ")")
                        .expressionAttributeValues(Map.of(":empty", AttributeValue.fromM(Map.of()))));
    }

    private void update(OrganisationId organisation, Consumer<UpdateItemRequest.Builder> change) {
        var request = UpdateItemRequest.builder().tableName(table).key(key(organisation));
        change.accept(request);
        try {
            var _ = AwsCall.readOrWrite(
                    "the erased members of " + organisation, () -> dynamo.updateItem(request.build()));
        } catch (ConditionalCheckFailedException isThere) {
            // It was added before.
        }
    }

    private static Map<String, AttributeValue> key(OrganisationId organisation) {
        return Map.of(
                TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.profilePartition(organisation)),
                TableKeys.SORT_KEY, AttributeValue.fromS(TableKeys.PROFILE_SORT));
    }
}
