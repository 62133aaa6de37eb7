package credits.function.debit;

import credits.account.command.BookReports.Verdict;
import credits.account.command.BookReports.Verdict.AlreadyBooked;
import credits.account.command.BookReports.Verdict.Booked;
import credits.account.command.BookReports.Verdict.Refused;
import credits.event.SqsBatch.SqsMessage;
import credits.json.Json;
import credits.json.JsonObjectBuilder;
import credits.logging.FunctionVersion;
import credits.logging.LogWord;
import credits.logging.LoggableFault;
import credits.logging.UsageBySource;
import credits.usage.PricedReport;
import java.util.function.Consumer;

/// Logs one JSON line per message: its ids and outcome, never its contents.
///
/// @param version the running version of the function, which faults are counted by
/// @param usage what the batch has booked so far
record DebitLog(Consumer<String> sink, long version, UsageBySource usage) {

    void decided(SqsMessage message, Verdict verdict) {
        var line = messageFields(message);
        sink.accept(
                switch (verdict) {
                    case Booked(var debited, var uncovered) ->
                        line.put("outcome", LogWord.BOOKED.text())
                                .put("debited", debited)
                                .put(LogWord.UNCOVERED.text(), uncovered)
                                .build()
                                .toText();
                    case AlreadyBooked _ ->
                        line.put("outcome", "already_booked").build().toText();
                    case Refused(var rejection) ->
                        line.put("outcome", "invalid")
                                .put("reason", rejection.reason().code())
                                .build()
                                .toText();
                });
    }

    /// Adds a report that was booked to the usage of its source.
    void measure(PricedReport booked) {
        usage.add(booked);
    }

    void willRetry(SqsMessage message) {
        sink.accept(messageFields(message).put("outcome", "will_retry").build().toText());
    }

    void fault(String group, Exception fault) {
        sink.accept(Json.object()
                .put("organisation", group)
                .put("fault", LoggableFault.toJson(fault))
                .put(FunctionVersion.MEMBER, version)
                .build()
                .toText());
    }

    private static JsonObjectBuilder messageFields(SqsMessage message) {
        return Json.object()
                .put("message", message.id())
                .put("organisation", message.groupId())
                .put("received", message.receiveCount());
    }
}
