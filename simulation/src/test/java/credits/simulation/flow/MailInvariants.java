package credits.simulation.flow;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import credits.account.DomainEvent.AlertCrossed;
import credits.account.DomainEvent.BalanceExhausted;
import credits.account.DomainEvent.LimitForecast;
import credits.account.DomainEvent.LimitReached;
import credits.account.DomainEvent.ToppedUp;
import credits.identity.OrganisationId;
import credits.ledger.Segment;
import credits.notification.Notification;
import credits.notification.Notification.DeliveryState;
import credits.notification.NotificationStore;
import credits.simulation.invariants.InvariantViolationException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Everything that is to be mailed is mailed; twice only where a response was lost or a function crashed.
///
/// @param chains the segments of each organisation
/// @param recipient who gets the notifications
record MailInvariants(FlowSystem system, Map<OrganisationId, List<Segment>> chains, String recipient) {
    private static final int MAX_NOTIFICATIONS = 10_000;

    /// @param documents the number of documents, each of which is mailed too
    void check(int documents) {
        int deliveries = documents;
        for (var organisation : chains.keySet()) {
            var notifications =
                    new NotificationStore(system.store, FlowSystem.TABLE).findNewest(organisation, MAX_NOTIFICATIONS);
            for (var notification : notifications) {
                for (var delivery : notification.deliveries()) {
                    InvariantViolationException.check(
                            delivery.state() == DeliveryState.SENT, "an e-mail that was not sent", notification);
                    deliveries++;
                }
            }
            checkNotifications(organisation, notifications);
        }
        int accepted = system.mail.accepted().size();
        InvariantViolationException.check(accepted >= deliveries, "e-mails accepted, of " + deliveries, accepted);
        boolean mayRepeat = !system.port.injectedFaults().isEmpty()
                || !system.faultyStore.injectedFaults().isEmpty();
        InvariantViolationException.check(
                mayRepeat || accepted == deliveries, "e-mails accepted without a fault, of " + deliveries, accepted);
        for (var mail : system.mail.accepted()) {
            var to = mail.destination().toAddresses().getFirst();
            InvariantViolationException.check(
                    to.equals(recipient) || to.startsWith("canary-accounts@"), "an e-mail to a stranger", to);
        }
    }

    // Each event is one notification, however often it is delivered.
    private void checkNotifications(OrganisationId organisation, List<Notification> notifications) {
        var events = requireNonNull(chains.get(organisation)).stream()
                .flatMap(segment -> segment.events().stream())
                .flatMap(event -> switch (event) {
                    case ToppedUp _ -> Stream.of("credits.topped_up");
                    case AlertCrossed _ -> Stream.of("limit.alert_crossed");
                    case LimitForecast _ -> Stream.of("limit.forecast");
                    case LimitReached _ -> Stream.of("limit.reached");
                    case BalanceExhausted _ -> Stream.of("balance.exhausted");
                    default -> Stream.empty();
                })
                .collect(groupingBy(type -> type, counting()));
        var notified = notifications.stream()
                .map(Notification::eventType)
                .filter(type -> !type.equals("usage.uncovered"))
                .collect(groupingBy(type -> type, counting()));
        InvariantViolationException.check(
                notified.equals(events), "events " + events + ", and notifications", notified);
    }
}
