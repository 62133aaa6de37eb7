package credits.archive;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.ledger.Paperwork.ArchivedFile;
import credits.ledger.Unavailable;
import credits.topup.DocumentNumber;
import org.junit.jupiter.api.Test;

class ArchiveTest {
    private static final DocumentNumber NUMBER = DocumentNumber.of("2026-000042");
    private static final byte[] PDF = {1, 2, 3};
    private static final byte[] XML = {4, 5};

    private final Shelf shelf = new Shelf();
    private final Archive archive = shelf.archive();

    @Test
    void what_was_kept_reads_back_and_is_told_by_its_size_and_hash() {
        var file = archive.keep(NUMBER, PDF, XML);

        assertThat(file)
                .isEqualTo(new ArchivedFile(3, "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"));
        assertThat(archive.pdf(NUMBER, file)).isEqualTo(PDF);
        assertThat(archive.xml(NUMBER)).isEqualTo(XML);
        assertThat(shelf.objects()).containsOnlyKeys("invoices/2026-000042.pdf", "invoices/2026-000042.xml");
    }

    @Test
    void what_is_kept_first_stays_and_is_what_the_answer_tells() {
        var first = archive.keep(NUMBER, PDF, XML);

        var second = archive.keep(NUMBER, new byte[] {9}, new byte[] {9});

        assertThat(second).isEqualTo(first);
        assertThat(archive.pdf(NUMBER, second)).isEqualTo(PDF);
    }

    @Test
    void a_file_that_is_not_what_was_noted_is_not_handed_out() {
        var file = archive.keep(NUMBER, PDF, XML);
        requireNonNull(shelf.objects().get("invoices/2026-000042.pdf"))[0] = 7;

        assertThatThrownBy(() -> archive.pdf(NUMBER, file)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void silence_and_a_missing_file_are_told_apart() {
        assertThatThrownBy(() -> archive.xml(NUMBER)).isInstanceOf(IllegalStateException.class);

        shelf.silent(true);

        assertThatThrownBy(() -> archive.xml(NUMBER)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> archive.keep(NUMBER, PDF, XML)).isInstanceOf(Unavailable.class);
    }
}
