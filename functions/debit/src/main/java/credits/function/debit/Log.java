package credits.function.debit;

import credits.account.BookReports.Verdict;
import credits.account.BookReports.Verdict.AlreadyBooked;
import credits.account.BookReports.Verdict.Booked;
import credits.account.BookReports.Verdict.Refused;
import credits.wire.Fault;
import credits.wire.Json;
import credits.wire.JsonObject;
import credits.wire.SqsBatch.Message;
import java.util.function.Consumer;

/// Logs one JSON line per message: its ids and outcome, never its contents.
record Log(Consumer<String> lines) {

    void settled(Message message, Verdict verdict) {
        var line = line(message);
        lines.accept(
                switch (verdict) {
                    case Booked(var debited, var uncovered) ->
                        line.put("outcome", "booked")
                                .put("debited", debited)
                                .put("uncovered", uncovered)
                                .end()
                                .text();
                    case AlreadyBooked _ ->
                        line.put("outcome", "already_booked").end().text();
                    case Refused(var why) ->
                        line.put("outcome", "invalid")
                                .put("reason", why.reason().code())
                                .end()
                                .text();
                });
    }

    void comesAgain(Message message) {
        lines.accept(line(message).put("outcome", "comes_again").end().text());
    }

    void fault(String group, Exception fault) {
        lines.accept(Json.object()
                .put("organisation", group)
                .put("fault", Fault.json(fault))
                .end()
                .text());
    }

    private static JsonObject line(Message message) {
        return Json.object()
                .put("message", message.id())
                .put("organisation", message.groupId())
                .put("received", message.receiveCount());
    }
}
