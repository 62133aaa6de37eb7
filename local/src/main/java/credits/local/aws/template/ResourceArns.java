package credits.local.template;

import java.util.Optional;

/// The ARNs that resources have on this machine, as far as policies and permissions name them: those of AWS, with
/// logical ids for names.
final class Arns {
    static final String LOGS = "AWS::Logs::LogGroup";
    static final String SECRET = "AWS::SecretsManager::Secret";
    static final String BUCKET = "AWS::S3::Bucket";
    static final String ALIAS = "AWS::Lambda::Alias";

    private final Places places;

    Arns(Places places) {
        this.places = places;
    }

    /// The ARN of `resource`, if it is of a kind that we know one of.
    Optional<String> of(Resource resource) {
        return Optional.ofNullable(
                switch (resource.type()) {
                    case Table.TYPE -> places.arn("dynamodb", "table/" + Table.nameOf(resource));
                    case Queue.TYPE -> places.arn("sqs", Queue.nameOf(resource));
                    case Function.TYPE -> places.arn("lambda", "function:" + Function.nameOf(resource));
                    case SECRET -> places.arn("secretsmanager", "secret:" + resource.id());
                    case BUCKET -> "arn:aws:s3:::" + resource.id();
                    case LOGS -> places.arn("logs", "log-group:" + resource.id() + ":*");
                    case Rule.BUS -> places.arn("events", "event-bus/" + resource.id());
                    case Rule.TYPE -> places.arn("events", "rule/" + resource.id());
                    case Policies.ROLE, Policies.MANAGED ->
                        "arn:aws:iam::%s:%s/%s"
                                .formatted(
                                        Places.ACCOUNT,
                                        resource.type().equals(Policies.ROLE) ? "role" : "policy",
                                        resource.id());
                    default -> null;
                });
    }
}
