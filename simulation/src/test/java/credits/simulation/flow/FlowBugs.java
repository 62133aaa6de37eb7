package credits.simulation.flow;

import credits.simulation.invariants.Mutant;
import java.util.List;
import java.util.stream.Stream;

/// Bugs of the functions, and of what is between them.
public final class FlowBugs {
    private FlowBugs() {}

    public static List<Mutant> bugs() {
        return Stream.of(
                        Mutant.of(
                                "usage whose commit failed is taken from the queue",
                                "function/debit/UsageBooker.java",
                                "return failed.stream().map(SqsMessage::id).toList();\n            }\n            debitLog",
                                "return List.of();\n            }\n            debitLog"),
                        Mutant.of(
                                "an invalid message is dropped when its queue does not answer",
                                "function/debit/UsageBooker.java",
                                "debitLog.fault(message.groupId(), e);\n            return false;",
                                "debitLog.fault(message.groupId(), e);\n            return true;"),
                        Mutant.of(
                                "an invoice that failed is not tried again",
                                "function/invoice/InvoiceHandler.java",
                                "if (!trySync(message, context)) failedIds.add(message.id());",
                                "var _ = trySync(message, context);"),
                        Mutant.of(
                                "a document whose file was lost in a crash is never archived",
                                "function/invoice/DocumentIssuer.java",
                                "if (ref.archivedFile().isPresent()) continue;",
                                "if (ref.archivedFile().isPresent() || justIssued.isEmpty()) continue;"),
                        Mutant.of(
                                "an e-mail that failed is not sent again",
                                "function/notify/NotifyHandler.java",
                                "if (!trySend(message, context)) failedIds.add(message.id());",
                                "var _ = trySend(message, context);"),
                        Mutant.of(
                                "a notification is sent by each of its deliveries",
                                "function/notify/NotificationSender.java",
                                "if (existing.filter(Notification::isComplete).isPresent()) return Outcome.ALREADY_SENT;",
                                "if (existing.filter(Notification::isComplete).isPresent()) return deliver(newNotification(occasion, preferences, now()), renderer.render(occasion, preferences.language()));"),
                        Mutant.of(
                                "a document is mailed by each of its deliveries",
                                "function/notify/MailedDocuments.java",
                                "if (item.containsKey(SENT_AT)) return false;",
                                "if (item.containsKey(SENT_AT)) return true;"),
                        Mutant.of(
                                "an event has another id each time",
                                "function/announce/EventMapper.java",
                                "+ \"/\" + index;",
                                "+ \"/\" + index + \"/\" + System.nanoTime();"),
                        Mutant.of(
                                "of a segment's events the first alone",
                                "function/announce/AnnounceHandler.java",
                                "return IntStream.range(0, events.size())",
                                "return IntStream.range(0, Math.min(1, events.size()))"),
                        Mutant.of(
                                "each attempt opens another Checkout session",
                                "stripe/StripeApi.java",
                                "client.v1().checkout().sessions().create(session, withIdempotencyKey(key))",
                                "client.v1().checkout().sessions().create(session)"),
                        Mutant.of(
                                "a payment that no event tells of is never credited",
                                "function/reconcile/PaymentSweep.java",
                                "var _ = wiring.fulfilment().refresh(payment, source);",
                                "source.log().accept(\"{}\");"),
                        Mutant.of(
                                "a session that is complete counts as paid",
                                "stripe/CheckoutFulfilment.java",
                                "if (!\"paid\".equals(session.getPaymentStatus()))",
                                "if (isDeclined)"),
                        Mutant.of(
                                "an e-mail without an answer counts as sent",
                                "function/notify/Mailer.java",
                                "} catch (SdkException e) {\n            return SendResult.RETRY_LATER;",
                                "} catch (SdkException e) {\n            return SendResult.ACCEPTED;"),
                        Mutant.of(
                                "a call is told that it debited what was not covered",
                                "function/authorization/AuthorizationResponses.java",
                                "authorization(id, \"captured\", Eur.ZERO, captured, uncovered)",
                                "authorization(id, \"captured\", Eur.ZERO, captured.plus(uncovered), uncovered)"),
                        Mutant.of(
                                "a log line with an address",
                                "function/notify/NotifyHandler.java",
                                "line.put(\"outcome\", \"will_retry\").put(\"why\", String.valueOf(e.getMessage()));",
                                "line.put(\"outcome\", \"will_retry\").put(\"why\", \"canary-alerts@bottega.example\");"))
                .map(bug -> bug.in(FlowSimulation.class))
                .toList();
    }
}
