package credits.function.usage;

import credits.usage.Entry;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The filter of a day's entries. An empty field matches every entry.
///
/// @param category the complete name, as in the price list
/// @param search a part of the operation, member, reference or source; case-insensitive
record Filter(Optional<String> category, Optional<String> search) implements Predicate<Entry> {
    Filter {
        search = search.map(text -> text.toLowerCase(Locale.ROOT));
    }

    /// The predicate that entries must satisfy; empty if every entry matches.
    Optional<Predicate<Entry>> chosen() {
        return category.isEmpty() && search.isEmpty() ? Optional.empty() : Optional.of(this);
    }

    @Override
    public boolean test(Entry entry) {
        var priced = entry.booked().priced();
        if (category.isPresent() && !category.get().equals(priced.category().name())) return false;
        return search.isEmpty()
                || texts(entry).anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(search.get()));
    }

    private static Stream<String> texts(Entry entry) {
        var line = entry.booked().priced().line();
        return Stream.of(
                        Optional.of(line.operation().value()),
                        line.member().map(member -> member.value()),
                        line.reference().map(reference -> reference.value()),
                        Optional.of(entry.source()))
                .flatMap(Optional::stream);
    }
}
