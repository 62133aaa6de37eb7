package credits.local.gateway;

import credits.local.lambda.Function;
import credits.local.template.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the route of a request. As at API Gateway the more exact route wins: fixed words before `{names}` before
/// `{greedy+}` ones, and a method before `ANY`.
final class Routes {
    /// A route and the function behind it.
    record Served(Route route, Function function) {
        String key() {
            return route.method() + " " + route.path();
        }
    }

    /// A route that fits, and what its `{names}` stand for, decoded.
    record Match(Served served, Map<String, String> parameters) {}

    private static final Comparator<Served> MOST_EXACT_FIRST = Comparator.comparing(
                    (Served served) -> shape(served.route().path()))
            .thenComparing(served -> served.route().method().equals("ANY"));

    private final List<Served> routes;

    Routes(List<Served> routes) {
        this.routes = routes.stream().sorted(MOST_EXACT_FIRST).toList();
    }

    Optional<Match> match(Request request) {
        return routes.stream()
                .filter(served ->
                        List.of("ANY", request.method()).contains(served.route().method()))
                .flatMap(
                        served -> parameters(served.route().path(), request.path())
                                .map(parameters -> new Match(served, parameters))
                                .stream())
                .findFirst();
    }

    /// Per word of the path one letter, so that the alphabet is the order of precedence.
    private static String shape(String path) {
        var shape = new StringBuilder();
        for (var word : words(path)) shape.append(isGreedy(word) ? 'c' : isName(word) ? 'b' : 'a');
        return shape.toString();
    }

    private static Optional<Map<String, String>> parameters(String pattern, String path) {
        var parameters = new HashMap<String, String>();
        var expected = words(pattern);
        var given = words(path);
        for (var i = 0; i < expected.size(); i++) {
            var word = expected.get(i);
            if (i >= given.size() || (given.get(i).isEmpty() && isName(word))) return Optional.empty();
            if (isGreedy(word)) {
                var rest = String.join("/", given.subList(i, given.size()));
                parameters.put(word.substring(1, word.length() - 2), Encoded.path(rest));
                return Optional.of(parameters);
            }
            if (isName(word)) parameters.put(word.substring(1, word.length() - 1), Encoded.path(given.get(i)));
            else if (!word.equals(Encoded.path(given.get(i)))) return Optional.empty();
        }
        return expected.size() == given.size() ? Optional.of(parameters) : Optional.empty();
    }

    private static List<String> words(String path) {
        return new ArrayList<>(List.of(path.substring(1).split("/", -1)));
    }

    private static boolean isName(String word) {
        return word.startsWith("{") && word.endsWith("}");
    }

    private static boolean isGreedy(String word) {
        return isName(word) && word.endsWith("+}");
    }
}
