package credits.local.aws.template;

import java.util.Optional;

/// The ARNs of resources in the local run, as far as policies and permissions contain them: those of AWS, with
/// logical ids as names.
final class ResourceArns {
    static final String LOG_GROUP = "AWS::Logs::LogGroup";
    static final String SECRET = "AWS::SecretsManager::Secret";
    static final String BUCKET = "AWS::S3::Bucket";
    static final String ALIAS = "AWS::Lambda::Alias";

    private final LocalAddresses addresses;

    ResourceArns(LocalAddresses addresses) {
        this.addresses = addresses;
    }

    /// The ARN of a resource; empty for other resource types.
    Optional<String> of(TemplateResource resource) {
        return Optional.ofNullable(
                switch (resource.type()) {
                    case TableDefinition.TYPE -> addresses.arn("dynamodb", "table/" + TableDefinition.nameOf(resource));
                    case QueueDefinition.TYPE -> addresses.arn("sqs", QueueDefinition.nameOf(resource));
                    case FunctionDefinition.TYPE ->
                        addresses.arn("lambda", "function:" + FunctionDefinition.nameOf(resource));
                    case SECRET -> addresses.arn("secretsmanager", "secret:" + resource.id());
                    case BUCKET -> "arn:aws:s3:::" + resource.id();
                    case LOG_GROUP -> addresses.arn("logs", "log-group:" + resource.id() + ":*");
                    case RuleDefinition.BUS -> addresses.arn("events", "event-bus/" + resource.id());
                    case RuleDefinition.TYPE -> addresses.arn("events", "rule/" + resource.id());
                    case PolicyReader.ROLE, PolicyReader.MANAGED_POLICY ->
                        "arn:aws:iam::%s:%s/%s"
                                .formatted(
                                        LocalAddresses.ACCOUNT,
                                        resource.type().equals(PolicyReader.ROLE) ? "role" : "policy",
                                        resource.id());
                    default -> null;
                });
    }
}
