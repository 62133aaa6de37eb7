package credits.infrastructure;

import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Validations;
import software.constructs.IConstruct;

/// A cdk-nag finding that is accepted with a reason, by the name of its rule.
record Finding(String rule) {
    static Finding solutions(String name) {
        return new Finding("AwsSolutions::AwsSolutions-" + name);
    }

    static Finding serverless(String name) {
        return new Finding("Serverless::Serverless-" + name);
    }

    /// Accepts the finding for `construct` and everything below it. `template-tests` must list it too.
    void acceptedAt(IConstruct construct, String reason) {
        Validations.of(construct)
                .acknowledge(Acknowledgment.builder().id(rule).reason(reason).build());
    }
}
