package credits.function.usage;

import credits.profile.ErasedMembers;
import credits.usage.LedgerEntry;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The filter of a day's entries. An empty field matches every entry.
///
/// @param category the complete name, as in the price list
/// @param search a part of the operation, member, reference or source; case-insensitive
/// @param erasedMembers the members that are found only by their pseudonyms
record EntryFilter(Optional<String> category, Optional<String> search, ErasedMembers erasedMembers)
        implements Predicate<LedgerEntry> {
    EntryFilter {
        search = search.map(text -> text.toLowerCase(Locale.ROOT));
    }

    /// The predicate that entries must satisfy; empty if every entry matches.
    Optional<Predicate<LedgerEntry>> asPredicate() {
        return category.isEmpty() && search.isEmpty() ? Optional.empty() : Optional.of(this);
    }

    /// Returns the text that cursors are bound to. It is spelt out: a record's own text changes when the record is
    /// renamed, and the cursors that callers hold would then be rejected.
    String bindingText() {
        return "Filter[category=%s, search=%s]".formatted(category, search);
    }

    @Override
    public boolean test(LedgerEntry entry) {
        var priced = entry.bookedLine().pricedLine();
        if (category.isPresent() && !category.get().equals(priced.category().name())) return false;
        return search.isEmpty()
                || searchableTexts(entry)
                        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(search.get()));
    }

    private Stream<String> searchableTexts(LedgerEntry entry) {
        var line = entry.bookedLine().pricedLine().line();
        return Stream.of(
                        Optional.of(line.operation().value()),
                        line.member().map(member -> erasedMembers.shown(member).value()),
                        line.reference().map(reference -> reference.value()),
                        Optional.of(entry.source()))
                .flatMap(Optional::stream);
    }
}
