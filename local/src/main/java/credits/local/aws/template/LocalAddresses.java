package credits.local.aws.template;

import java.net.URI;

/// The addresses of the local services, and the names of resources there: tables and queues are named by
/// their logical ids.
///
/// @param ses the address of the fake of SES, with its path
public record LocalAddresses(URI dynamoDb, URI sqs, URI ses) {
    /// The region that the local run pretends to be in.
    public static final String REGION = "eu-central-1";

    /// The account id of ElasticMQ.
    public static final String ACCOUNT = "000000000000";

    String queueUrl(String name) {
        return sqs + "/" + ACCOUNT + "/" + name;
    }

    /// The ARN of a resource in this region and account.
    public String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + resource;
    }
}
