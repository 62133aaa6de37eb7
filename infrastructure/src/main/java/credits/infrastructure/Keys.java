package credits.infrastructure;

import credits.identity.EmailAddress;
import credits.wire.Permission;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.constructs.Node;

/// Reads one section of `cdk.json`'s context key by key. Every error is one sentence that names the full key.
final class Keys {
    // Excludes the separators of roles and permissions in the functions' environment variables.
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_.:/-]+");

    private final String path;
    private final Function<String, @Nullable Object> values;
    private final Set<String> present;
    private final Set<String> read = new HashSet<>();

    private Keys(String path, Function<String, @Nullable Object> values, Set<String> present) {
        this.path = path;
        this.values = values;
        this.present = present;
    }

    static Keys of(Node app) {
        return new Keys("", app::tryGetContext, Set.of());
    }

    Keys section(String key) {
        var section = values(key);
        return new Keys(path(key) + ".", section::get, section.keySet());
    }

    String text(String key) {
        return text(path(key), value(key));
    }

    /// Text for people: any characters, possibly empty.
    String prose(String key) {
        if (value(key) instanceof String text) return text;
        throw new InvalidSettings(path(key) + " must be text; it may be empty.");
    }

    List<String> texts(String key) {
        return texts(path(key), value(key));
    }

    Map<String, List<String>> textsByName(String key) {
        var texts = new TreeMap<String, List<String>>();
        values(key).forEach((name, value) -> texts.put(text(path(key), name), texts(path(key) + "." + name, value)));
        return texts;
    }

    /// Lists of permissions by role name.
    Map<String, List<String>> permissionsByName(String key) {
        var permissions = textsByName(key);
        permissions.forEach((name, each) -> {
            if (!each.stream().allMatch(text -> Permission.of(text).isPresent()))
                throw new InvalidSettings("%s.%s must be permissions such as usage:read.".formatted(path(key), name));
        });
        return permissions;
    }

    URI httpsAddress(String key) {
        try {
            var address = new URI(String.valueOf(value(key)));
            if ("https".equals(address.getScheme()) && address.getHost() != null) return address;
        } catch (URISyntaxException other) {
            // Refused below, like any other text that is not a URL.
        }
        throw new InvalidSettings(path(key) + " must be a URL that begins with https://.");
    }

    ZoneId timeZone(String key) {
        try {
            return ZoneId.of(text(key));
        } catch (DateTimeException unknown) {
            throw new InvalidSettings(path(key) + " must be an IANA time zone such as Europe/Rome.");
        }
    }

    /// The ARN of a certificate that CloudFront accepts, or `cloudfront` for its own.
    String certificate(String key) {
        var text = text(key);
        if (text.equals("cloudfront") || text.startsWith("arn:aws:acm:us-east-1:")) return text;
        throw new InvalidSettings(path(key) + " must be cloudfront or the ARN of a certificate in us-east-1.");
    }

    int number(String key, int least, int most) {
        if (value(key) instanceof Integer number && least <= number && number <= most) return number;
        throw new InvalidSettings("%s must be a whole number from %d to %d.".formatted(path(key), least, most));
    }

    /// Whole numbers in ascending order without duplicates.
    List<Integer> numbers(String key, int least, int most) {
        var numbers = new ArrayList<Integer>();
        if (value(key) instanceof List<?> list) {
            for (var each : list) {
                int above = numbers.isEmpty() ? least : numbers.getLast() + 1;
                if (!(each instanceof Integer number) || number < above || number > most)
                    return wrong(key, least, most);
                numbers.add(number);
            }
        }
        return numbers.isEmpty() ? wrong(key, least, most) : numbers;
    }

    private List<Integer> wrong(String key, int least, int most) {
        throw new InvalidSettings(
                "%s must be a list of ascending whole numbers from %d to %d.".formatted(path(key), least, most));
    }

    EmailAddress emailAddress(String key) {
        try {
            return new EmailAddress(String.valueOf(value(key)));
        } catch (IllegalArgumentException other) {
            throw new InvalidSettings(path(key) + " must be an e-mail address.");
        }
    }

    boolean truth(String key) {
        if (value(key) instanceof Boolean truth) return truth;
        throw new InvalidSettings(path(key) + " must be true or false.");
    }

    <E extends Enum<E>> E oneOf(String key, Class<E> names) {
        var text = text(key);
        return Arrays.stream(names.getEnumConstants())
                .filter(name -> name.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidSettings("%s must be a name of %s such as %s."
                        .formatted(path(key), names.getSimpleName(), names.getEnumConstants()[0])));
    }

    /// Rejects the section if it contains a key that has not been read.
    void refuseOthers() {
        var others = new TreeSet<>(present);
        others.removeAll(read);
        if (!others.isEmpty()) throw new InvalidSettings(path(others.first()) + " in cdk.json is not a known setting.");
    }

    private Object value(String key) {
        read.add(key);
        var value = values.apply(key);
        if (value == null) throw new InvalidSettings(path(key) + " is missing in cdk.json.");
        return value;
    }

    private Map<String, Object> values(String key) {
        if (!(value(key) instanceof Map<?, ?> section) || section.isEmpty())
            throw new InvalidSettings(path(key) + " must be a non-empty object.");
        var byName = new TreeMap<String, Object>();
        section.forEach((name, value) -> byName.put(String.valueOf(name), value));
        return byName;
    }

    private static List<String> texts(String path, Object value) {
        if (value instanceof List<?> list && !list.isEmpty())
            return list.stream().map(each -> text(path, each)).toList();
        throw new InvalidSettings(path + " must be a non-empty list.");
    }

    private static String text(String path, Object value) {
        if (value instanceof String text && NAME.matcher(text).matches()) return text;
        throw new InvalidSettings(path + " must be text of letters, digits and _.:/- only.");
    }

    String path(String key) {
        return path + key;
    }
}
