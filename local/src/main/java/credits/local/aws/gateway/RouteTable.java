package credits.local.aws.gateway;

import credits.local.aws.lambda.FunctionInstances;
import credits.local.aws.template.RouteDefinition;
import credits.local.http.LocalRequest;
import credits.local.http.PercentEncoding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the route of a request. As in API Gateway the most specific route wins: literal segments before
/// `{parameters}` before `{greedy+}` parameters, and a method before `ANY`.
final class RouteTable {
    /// A route and its function.
    record FunctionRoute(RouteDefinition route, FunctionInstances function) {
        String key() {
            return route.method() + " " + route.path();
        }
    }

    /// A matching route with the decoded values of its path parameters.
    record RouteMatch(FunctionRoute functionRoute, Map<String, String> parameters) {}

    private static final Comparator<FunctionRoute> MOST_SPECIFIC_FIRST = Comparator.comparing(
                    (FunctionRoute functionRoute) ->
                            specificity(functionRoute.route().path()))
            .thenComparing(functionRoute -> functionRoute.route().method().equals("ANY"));

    private final List<FunctionRoute> routes;

    RouteTable(List<FunctionRoute> routes) {
        this.routes = routes.stream().sorted(MOST_SPECIFIC_FIRST).toList();
    }

    Optional<RouteMatch> match(LocalRequest request) {
        return routes.stream()
                .filter(functionRoute -> List.of("ANY", request.method())
                        .contains(functionRoute.route().method()))
                .flatMap(functionRoute -> matchPath(functionRoute.route().path(), request.path())
                        .map(parameters -> new RouteMatch(functionRoute, parameters))
                        .stream())
                .findFirst();
    }

    /// Maps each segment of the path to a letter, so that alphabetical order is the order of precedence.
    private static String specificity(String path) {
        var shape = new StringBuilder();
        for (var segment : segments(path))
            shape.append(isGreedyParameter(segment) ? 'c' : isParameter(segment) ? 'b' : 'a');
        return shape.toString();
    }

    private static Optional<Map<String, String>> matchPath(String pattern, String path) {
        var parameters = new HashMap<String, String>();
        var expected = segments(pattern);
        var actual = segments(path);
        for (var i = 0; i < expected.size(); i++) {
            var segment = expected.get(i);
            if (i >= actual.size() || (actual.get(i).isEmpty() && isParameter(segment))) return Optional.empty();
            if (isGreedyParameter(segment)) {
                var rest = String.join("/", actual.subList(i, actual.size()));
                parameters.put(segment.substring(1, segment.length() - 2), PercentEncoding.decodePath(rest));
                return Optional.of(parameters);
            }
            if (isParameter(segment))
                parameters.put(segment.substring(1, segment.length() - 1), PercentEncoding.decodePath(actual.get(i)));
            else if (!segment.equals(PercentEncoding.decodePath(actual.get(i)))) return Optional.empty();
        }
        return expected.size() == actual.size() ? Optional.of(parameters) : Optional.empty();
    }

    private static List<String> segments(String path) {
        return new ArrayList<>(List.of(path.substring(1).split("/", -1)));
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    private static boolean isGreedyParameter(String segment) {
        return isParameter(segment) && segment.endsWith("+}");
    }
}
