package credits.local.aws.template;

import java.net.URI;

/// Where the stand-ins listen (`ses` with its path), and what names resources get there: a table and a queue are
/// called by their logical id.
public record LocalAddresses(URI dynamoDb, URI sqs, URI ses) {
    /// As far as a machine is in a region at all.
    public static final String REGION = "eu-central-1";

    /// The account that ElasticMQ answers for.
    public static final String ACCOUNT = "000000000000";

    String queueUrl(String name) {
        return sqs + "/" + ACCOUNT + "/" + name;
    }

    /// The ARN of something of a service in this region and account.
    public String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + resource;
    }
}
