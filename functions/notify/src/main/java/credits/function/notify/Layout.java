package credits.function.notify;

import static java.util.stream.Collectors.joining;

import credits.function.notify.Letters.Link;
import credits.function.notify.Letters.Parts;

/// The HTML and text layout of e-mails. It loads no external content and tracks no readers. Dark mode is supported
/// through `color-scheme` and, in mail clients that honour it, a dark palette.
final class Layout {
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="{language}">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <meta name="supported-color-schemes" content="light dark"/>
            <title>{headline}</title>
            <style>
            :root { color-scheme: light dark; }
            body { margin: 0; padding: 24px 12px; background: #f3f4f6; color: #1c2330; font: 16px/1.5 system-ui, sans-serif; }
            main { max-width: 560px; margin: 0 auto; padding: 28px; background: #ffffff; border-radius: 8px; }
            h1 { margin: 0 0 12px; font-size: 22px; line-height: 1.3; }
            p { margin: 0 0 20px; }
            table { width: 100%; border-collapse: collapse; margin: 0 0 24px; }
            th, td { padding: 8px 0; border-top: 1px solid #d5d9e0; font-weight: normal; vertical-align: top; }
            th { text-align: left; color: #566072; }
            td { text-align: right; font-variant-numeric: tabular-nums; }
            a { color: #1d4fd7; }
            a.button { display: inline-block; padding: 11px 20px; background: #1d4fd7; color: #ffffff; border-radius: 6px; text-decoration: none; }
            footer { max-width: 560px; margin: 16px auto 0; padding: 0 28px; font-size: 13px; color: #566072; }
            @media (prefers-color-scheme: dark) {
            body { background: #11151c; color: #e8ebf0; }
            main { background: #1c2330; }
            th, footer { color: #a9b3c3; }
            th, td { border-color: #3a4557; }
            a { color: #9dbbff; }
            a.button { background: #9dbbff; color: #11151c; }
            }
            </style>
            </head>
            <body>
            <main>
            <h1>{headline}</h1>
            <p>{text}</p>
            <table>
            <tbody>
            {facts}
            </tbody>
            </table>
            <a class="button" href="{button_url}">{button}</a>
            </main>
            <footer><p>{footer}{footer_link}</p></footer>
            </body>
            </html>
            """;

    private Layout() {}

    static String html(Parts parts) {
        var facts = parts.facts().entrySet().stream()
                .map(fact -> "<tr><th scope=\"row\">" + escaped(fact.getKey()) + "</th><td>" + escaped(fact.getValue())
                        + "</td></tr>")
                .collect(joining("\n"));
        return PAGE.replace("{language}", parts.language().code())
                .replace("{headline}", escaped(parts.headline()))
                .replace("{text}", escaped(parts.text()))
                .replace("{facts}", facts)
                .replace("{button_url}", escaped(parts.button().url()))
                .replace("{button}", escaped(parts.button().text()))
                .replace("{footer}", escaped(parts.footer()))
                .replace("{footer_link}", parts.footerLink().map(Layout::html).orElse(""));
    }

    static String text(Parts parts) {
        var facts = parts.facts().entrySet().stream()
                .map(fact -> fact.getKey() + ": " + fact.getValue())
                .collect(joining("\n"));
        return """
                %s

                %s

                %s

                %s: %s

                --
                %s
                %s""".formatted(
                        parts.headline(),
                        parts.text(),
                        facts,
                        parts.button().text(),
                        parts.button().url(),
                        parts.footer(),
                        parts.footerLink()
                                .map(link -> link.text() + ": " + link.url() + "\n")
                                .orElse(""));
    }

    private static String html(Link link) {
        return " <a href=\"" + escaped(link.url()) + "\">" + escaped(link.text()) + "</a>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
