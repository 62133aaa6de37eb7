package credits.simulation.flow;

import credits.TestRequest;
import credits.identity.OrganisationId;
import java.time.Duration;
import java.util.Set;

/// A member who sets the limits of an organisation now and then.
///
/// @param recipient who gets the alerts
/// @param changes how often
record SimulatedLimitsOwner(FlowSystem system, OrganisationId organisation, String recipient, int changes) {
    private static final int MAX_PAUSE_MILLIS = 5_000_000;

    void run() {
        for (int i = 0; i < changes; i++) {
            system.scheduler.sleep(Duration.ofMillis(system.choices.nextInt(MAX_PAUSE_MILLIS)));
            change();
        }
    }

    void change() {
        int alert = 1 + system.choices.nextInt(20);
        int limit = alert + system.choices.nextInt(40);
        var _ = system.limits.callRoute(
                TestRequest.of("PUT /v1/limits", "", system.now())
                        .signedInAs(organisation.value(), "[owner]")
                        .withHeader("if-match", "*")
                        .withJson(
                                "{\"alert_recipients\":[\"%s\"],\"alert_threshold\":\"%d.00\",\"allowed_limit\":\"%d.00\"}"
                                        .formatted(recipient, alert, limit)),
                Set.of(organisation.value()));
    }
}
