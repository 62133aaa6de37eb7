package credits.function.usage;

import credits.usage.Entry;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Which of a day's entries are asked for. Empty ones ask for all.
///
/// @param category its whole name, as the price list writes it
/// @param search a part of the operation, member, reference or source, in any case
record Filter(Optional<String> category, Optional<String> search) implements Predicate<Entry> {
    Filter {
        search = search.map(text -> text.toLowerCase(Locale.ROOT));
    }

    /// What keeps only those; empty if it asks for all.
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
