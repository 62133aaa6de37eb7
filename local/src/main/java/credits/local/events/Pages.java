package credits.local.events;

import static java.util.stream.Collectors.joining;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.events.Mailbox.Mail;
import credits.local.gateway.Answer;
import credits.local.gateway.Request;
import java.io.IOException;
import java.util.stream.IntStream;

/// Pages for people who try the system: the e-mail that was sent, and the events on the bus.
public final class Pages implements HttpHandler {
    /// Where the e-mail is.
    public static final String MAILBOX = "/local/mailbox";

    /// Where the events are.
    public static final String EVENTS = "/local/events";

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>%1$s</title><style>
            :root { color-scheme: light dark; }
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 960px; margin: 2rem auto; padding: 0 1rem; }
            li { margin: .3rem 0; } pre { overflow-x: auto; padding: .6rem; border: 1px solid #8888; }
            </style></head><body><h1>%1$s</h1>
            %2$s
            </body></html>
            """;

    private final Mailbox mailbox;
    private final Bus bus;

    public Pages(Mailbox mailbox, Bus bus) {
        this.mailbox = mailbox;
        this.bus = bus;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var path = Request.of(exchange).orElseThrow().path();
        answer(path).writeTo(exchange);
    }

    private Answer answer(String path) {
        if (path.equals(EVENTS)) return html(PAGE.formatted("Events, newest first", events()));
        if (path.equals(MAILBOX)) return html(PAGE.formatted("E-mail, newest first", mails()));
        var parts = path.split("/", -1);
        if (!path.startsWith(MAILBOX + "/") || !parts[3].matches("\\d{1,9}"))
            return Answer.text(404, "No such page.\n");
        int number = Integer.parseInt(parts[3]);
        if (number >= mailbox.taken().size()) return Answer.text(404, "No such e-mail.\n");
        var mail = mailbox.taken().get(number);
        return path.endsWith("/text") ? Answer.text(200, mail.text()) : html(mail.html());
    }

    private String mails() {
        var taken = mailbox.taken();
        return IntStream.iterate(taken.size() - 1, number -> number >= 0, number -> number - 1)
                .mapToObj(number -> line(number, taken.get(number)))
                .collect(joining("\n", "<ul>", "</ul>"));
    }

    private static String line(int number, Mail mail) {
        var address = MAILBOX + "/" + number;
        return "<li>%s: %s (<a href=\"%s\">HTML</a>, <a href=\"%s/text\">text</a>)</li>"
                .formatted(escaped(mail.to()), escaped(mail.subject()), address, address);
    }

    private String events() {
        return bus.newest().stream()
                .map(event -> "<pre>" + escaped(event.toPrettyString()) + "</pre>")
                .collect(joining("\n"));
    }

    private static Answer html(String page) {
        return Answer.text(200, page).with("content-type", "text/html;charset=utf-8");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
