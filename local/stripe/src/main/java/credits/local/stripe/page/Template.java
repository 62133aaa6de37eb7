package credits.local.stripe.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// An HTML page of `pages/`: `{{name}}` is replaced by escaped text, `{{{name}}}` by HTML as it is.
final class Template {
    private Template() {}

    static String fill(String page, Map<String, String> values) {
        var text = read(page);
        for (var value : values.entrySet()) {
            text = text.replace("{{{" + value.getKey() + "}}}", value.getValue());
            text = text.replace("{{" + value.getKey() + "}}", escaped(value.getValue()));
        }
        return text;
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    static String read(String page) {
        try (var text = Template.class.getResourceAsStream("/credits/local/stripe/pages/" + page)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
