package credits.infrastructure;

import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Validations;
import software.constructs.IConstruct;

/// A cdk-nag finding that is accepted with a reason, by the name of its rule.
record AcceptedFinding(String rule) {
    static AcceptedFinding awsSolutions(String name) {
        return new AcceptedFinding("AwsSolutions::AwsSolutions-" + name);
    }

    static AcceptedFinding serverless(String name) {
        return new AcceptedFinding("Serverless::Serverless-" + name);
    }

    /// Accepts the finding for `construct` and everything below it. `template-tests` must list it too.
    void acceptAt(IConstruct construct, String reason) {
        Validations.of(construct)
                .acknowledge(Acknowledgment.builder().id(rule).reason(reason).build());
    }
}
