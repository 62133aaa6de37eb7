package credits.simulation.store;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;

/// Factory methods for requests to the one table, and for the table in DynamoDB Local.
final class Requests {
    static final String TABLE = "credits";
    static final String IF_ABSENT = "attribute_not_exists(p)";

    private Requests() {}

    static DynamoDbClient dynamoDbLocal() {
        var dynamo = DynamoDBEmbedded.create().dynamoDbClient();
        var _ = dynamo.createTable(create -> create.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(key("p", KeyType.HASH), key("s", KeyType.RANGE))
                .attributeDefinitions(definition("p"), definition("s")));
        return dynamo;
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    static AttributeValue bytes(int count) {
        return AttributeValue.fromB(SdkBytes.fromByteArray(new byte[count]));
    }

    static Map<String, AttributeValue> at(String partition, String sort) {
        return Map.of("p", text(partition), "s", text(sort));
    }

    static Map<String, AttributeValue> with(Map<String, AttributeValue> item, String name, AttributeValue value) {
        var more = new TreeMap<>(item);
        more.put(name, value);
        return more;
    }

    static PutItemRequest put(Map<String, AttributeValue> item) {
        return PutItemRequest.builder().tableName(TABLE).item(item).build();
    }

    static PutItemRequest putIfAbsent(Map<String, AttributeValue> item) {
        return put(item)
                .copy(put -> put.conditionExpression(IF_ABSENT)
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
    }

    static GetItemRequest get(Map<String, AttributeValue> key) {
        return GetItemRequest.builder()
                .tableName(TABLE)
                .key(key)
                .consistentRead(true)
                .build();
    }

    static QueryRequest query(String partition) {
        return query("p = :p", Map.of(":p", text(partition)));
    }

    static QueryRequest query(String condition, Map<String, AttributeValue> values) {
        return QueryRequest.builder()
                .tableName(TABLE)
                .consistentRead(true)
                .keyConditionExpression(condition)
                .expressionAttributeValues(values)
                .build();
    }

    static TransactWriteItem putting(Consumer<Put.Builder> put) {
        return TransactWriteItem.builder()
                .put(each -> put.accept(each.tableName(TABLE)))
                .build();
    }

    static TransactWriteItem updating(Consumer<Update.Builder> update) {
        return TransactWriteItem.builder()
                .update(each -> update.accept(each.tableName(TABLE)))
                .build();
    }

    static TransactWriteItem checking(Consumer<ConditionCheck.Builder> check) {
        return TransactWriteItem.builder()
                .conditionCheck(each -> check.accept(each.tableName(TABLE)))
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static AttributeDefinition definition(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }
}
