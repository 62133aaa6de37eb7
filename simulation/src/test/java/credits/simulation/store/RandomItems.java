package credits.simulation.store;

import static credits.simulation.store.Requests.at;
import static credits.simulation.store.Requests.bytes;
import static credits.simulation.store.Requests.number;
import static credits.simulation.store.Requests.text;

import credits.simulation.Chooser;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Generates items on few keys, with values of every type that we use.
final class RandomItems {
    static final List<String> PARTITIONS = List.of("P#a", "PI#x", "O#a", "INVOICES");
    static final List<String> SORTS =
            List.of("L#0", "L#1", "L#2", "L#22", "D#1", "D#2", "PROFILE", "é", "z", "\uFFFD", "\uD83D\uDE00", "-");
    private static final List<String> NAMES = List.of("a", "b", "c");

    private final Chooser chooser;

    RandomItems(Chooser chooser) {
        this.chooser = chooser;
    }

    Map<String, AttributeValue> item() {
        var item = new TreeMap<>(key());
        for (var name : NAMES) if (chooser.chance(0.5)) item.put(name, value());
        return item;
    }

    Map<String, AttributeValue> key() {
        return at(chooser.among(PARTITIONS), chooser.among(SORTS));
    }

    AttributeValue value() {
        return switch (chooser.below(8)) {
            case 0 -> AttributeValue.fromN(chooser.among(List.of("1", "-20", "0.5", "700", "1234567890123456789")));
            case 1 -> bytes(chooser.below(50));
            case 2 -> AttributeValue.fromBool(true);
            case 3 -> AttributeValue.fromNul(true);
            case 4 -> AttributeValue.fromL(List.of(text("x"), number(2)));
            case 5 -> AttributeValue.fromM(Map.of("k", text("v")));
            default -> text(chooser.among(List.of("", "x", "y")));
        };
    }
}
