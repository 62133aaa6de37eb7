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

/// The parameters that each request accepts, from `parameters.txt`. Any other parameter is rejected by name: either
/// Stripe does not know it, or the fake does not support it. `*` stands for any name.
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

    /// @param call the route, such as `POST /v1/refunds`
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
