package credits.profile;

import credits.aws.AwsCall;
import credits.aws.TableKeys;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads the erased members of each organisation: attributes of the profile. An entry that was made by
/// mistake can be removed there, and the member's ID is shown again.
///
/// Throws [credits.retry.ServiceUnavailableException] if the store does not answer.
public final class ErasedMembersStore {
    /// The attribute with the pseudonym of each erased member.
    public static final String MEMBERS_ATTRIBUTE = "erased_members";
    /// The attribute of an organisation that was erased as a whole.
    public static final String EVERYONE_ATTRIBUTE = "erased_everyone";

    private final DynamoDbClient dynamo;
    private final String table;

    public ErasedMembersStore(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    public ErasedMembers find(OrganisationId organisation) {
        return callStore(organisation, () -> {
            var item = dynamo.getItem(get -> get.tableName(table)
                            .key(key(organisation))
                            .projectionExpression(MEMBERS_ATTRIBUTE + ", " + EVERYONE_ATTRIBUTE)
                            .consistentRead(true))
                    .item();
            var pseudonyms = new HashMap<String, MemberId>();
            Optional.ofNullable(item.get(MEMBERS_ATTRIBUTE))
                    .ifPresent(members -> members.m()
                            .forEach((hash, pseudonym) -> pseudonyms.put(hash, new MemberId(pseudonym.s()))));
            return new ErasedMembers(organisation, item.containsKey(EVERYONE_ATTRIBUTE), pseudonyms);
        });
    }

    private static <T> T callStore(OrganisationId organisation, Supplier<T> call) {
        return AwsCall.readOrWrite("the erased members of " + organisation, call);
    }

    private static Map<String, AttributeValue> key(OrganisationId organisation) {
        return Map.of(
                TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.profilePartition(organisation)),
                TableKeys.SORT_KEY, AttributeValue.fromS(TableKeys.PROFILE_SORT));
    }
}
