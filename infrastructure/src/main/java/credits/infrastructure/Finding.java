package credits.infrastructure;

import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Validations;
import software.constructs.IConstruct;

/// A finding of the rules that the templates are held to, known by its name there.
record Finding(String rule) {
    static Finding solutions(String name) {
        return new Finding("AwsSolutions::AwsSolutions-" + name);
    }

    static Finding serverless(String name) {
        return new Finding("Serverless::Serverless-" + name);
    }

    /// It is known at `construct` and below, and it stays. Each one has to be approved in `template-tests` too.
    void acceptedAt(IConstruct construct, String reason) {
        Validations.of(construct)
                .acknowledge(Acknowledgment.builder().id(rule).reason(reason).build());
    }
}
