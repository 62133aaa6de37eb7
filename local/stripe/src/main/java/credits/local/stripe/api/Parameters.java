package credits.local.stripe.api;

import credits.local.stripe.account.Form;
import credits.local.stripe.account.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The parameters that each call takes: the file `parameters.txt`. Anything else is refused by name, as Stripe
/// does, so that a mistake shows; so is what Stripe takes and the stand-in does not play. `*` stands for any one
/// name.
final class Parameters {
    private final Map<String, Set<String>> byCall = new TreeMap<>();

    Parameters() {
        var call = "";
        for (var line : text().lines().filter(text -> !text.isBlank()).toList()) {
            if (!line.startsWith(" ")) call = line;
            var names = byCall.computeIfAbsent(call, _ -> new HashSet<>());
            if (line.startsWith(" ")) names.add(line.strip());
        }
    }

    /// `call` is the route: `POST /v1/refunds`.
    void check(String call, Form form) {
        var known = byCall.getOrDefault(call, Set.of());
        for (var name : form.values().keySet()) {
            if (!isKnown(known, name.replaceAll("\\[\\d+]", "[]"))) throw Refusal.unknown(name);
        }
    }

    private static boolean isKnown(Set<String> known, String name) {
        return name.matches("expand\\[]")
                || known.contains(name)
                || known.contains(name.replaceAll("\\[[^\\[\\]]+]$", "[*]"));
    }

    private static String text() {
        try (var text = Parameters.class.getResourceAsStream("/credits/local/stripe/parameters.txt")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
