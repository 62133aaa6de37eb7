package credits.local.web;

import static java.util.stream.Collectors.joining;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.aws.events.LocalEventBus;
import credits.local.aws.service.FakeSes;
import credits.local.aws.service.FakeSes.SentEmail;
import credits.local.http.LocalRequest;
import credits.local.http.LocalResponse;
import java.io.IOException;
import java.util.stream.IntStream;

/// Pages for people who try the system: the e-mails that were sent, and the newest events on the bus.
public final class InspectionPages implements HttpHandler {
    /// The path of the e-mails.
    public static final String MAILBOX_PATH = "/local/mailbox";

    /// The path of the events.
    public static final String EVENTS_PATH = "/local/events";

    private static final String PAGE_TEMPLATE = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>%1$s</title><style>
            :root { color-scheme: light dark; }
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 960px; margin: 2rem auto; padding: 0 1rem; }
            li { margin: .3rem 0; } pre { overflow-x: auto; padding: .6rem; border: 1px solid #8888; }
            </style></head><body><h1>%1$s</h1>
            %2$s
            </body></html>
            """;

    private final FakeSes mailService;
    private final LocalEventBus eventBus;

    public InspectionPages(FakeSes mailService, LocalEventBus eventBus) {
        this.mailService = mailService;
        this.eventBus = eventBus;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var path = LocalRequest.read(exchange).orElseThrow().path();
        respond(path).writeTo(exchange);
    }

    private LocalResponse respond(String path) {
        if (path.equals(EVENTS_PATH)) return html(PAGE_TEMPLATE.formatted("Events (newest first)", eventList()));
        if (path.equals(MAILBOX_PATH)) return html(PAGE_TEMPLATE.formatted("E-mails (newest first)", emailList()));
        var parts = path.split("/", -1);
        if (!path.startsWith(MAILBOX_PATH + "/") || !parts[3].matches("\\d{1,9}"))
            return LocalResponse.text(404, "Not found.\n");
        int number = Integer.parseInt(parts[3]);
        if (number >= mailService.sentEmails().size()) return LocalResponse.text(404, "Not found.\n");
        var email = mailService.sentEmails().get(number);
        return path.endsWith("/text") ? LocalResponse.text(200, email.text()) : html(email.html());
    }

    private String emailList() {
        var emails = mailService.sentEmails();
        return IntStream.iterate(emails.size() - 1, number -> number >= 0, number -> number - 1)
                .mapToObj(number -> emailListItem(number, emails.get(number)))
                .collect(joining("\n", "<ul>", "</ul>"));
    }

    private static String emailListItem(int number, SentEmail email) {
        var address = MAILBOX_PATH + "/" + number;
        return "<li>%s: %s (<a href=\"%s\">HTML</a>, <a href=\"%s/text\">text</a>) %s</li>"
                .formatted(
                        escape(email.to()),
                        escape(email.subject()),
                        address,
                        address,
                        escape(String.join(", ", email.attachments())));
    }

    private String eventList() {
        return eventBus.newestEvents().stream()
                .map(event -> "<pre>" + escape(event.toPrettyString()) + "</pre>")
                .collect(joining("\n"));
    }

    private static LocalResponse html(String page) {
        return LocalResponse.text(200, page).with("content-type", "text/html;charset=utf-8");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
