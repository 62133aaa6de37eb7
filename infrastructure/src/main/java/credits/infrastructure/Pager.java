package credits.infrastructure;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.Subscription;
import software.amazon.awscdk.services.sns.SubscriptionProtocol;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/// The topic that notifies people of alarms. It outlives deployments, because people confirm their subscription once.
final class Pager extends Construct {
    private final Topic topic;

    Pager(Construct scope, Settings settings) {
        super(scope, "Pager");
        topic = Topic.Builder.create(this, "Topic").enforceSsl(true).build();
        topic.applyRemovalPolicy(settings.removal());
        topic.addToResourcePolicy(PolicyStatement.Builder.create()
                .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
                .actions(List.of("sns:Publish"))
                .resources(List.of(topic.getTopicArn()))
                .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))
                .build());
        var mail = Subscription.Builder.create(this, "Mail")
                .topic(topic)
                .protocol(SubscriptionProtocol.EMAIL)
                .endpoint(settings.alarmMail().value())
                .build();
        Finding.solutions("SNS2")
                .acceptedAt(
                        topic,
                        "Alarms name resources, never persons or amounts; a customer managed key costs by the month.");
        Finding.serverless("SNSRedrivePolicy")
                .acceptedAt(mail, "An alarm whose e-mail is not delivered still shows in the console.");
    }

    /// Connects every alarm in `stacks` to the topic.
    void hear(List<Stack> stacks) {
        var action = new SnsAction(topic);
        for (var stack : stacks)
            for (var construct : stack.getNode().findAll())
                if (construct instanceof Alarm alarm) alarm.addAlarmAction(action);
    }
}
