package credits.infrastructure.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The order of the nightly tasks.
class NightlyOrderTest {
    /// Red when the evidence for sales without VAT is looked at before the register has been asked again.
    @ParameterizedTest
    @EnumSource
    void the_register_is_asked_before_the_evidence_is_checked(DeploymentStage stage) {
        assertThat(minuteOf(stage, "vat_ids")).isLessThan(minuteOf(stage, "paper"));
    }

    // Of the day, of `cron(30 3 * * ? *)`.
    private static int minuteOf(DeploymentStage stage, String task) {
        var rule = stage.templates().all("AWS::Events::Rule").stream()
                .filter(each -> each.property("Targets").toString().contains("\\\"" + task + "\\\""))
                .findFirst()
                .orElseThrow();
        var parts = rule.property("ScheduleExpression").asText().split("[( ]", -1);
        return Integer.parseInt(parts[2]) * 60 + Integer.parseInt(parts[1]);
    }
}
