package credits.archive;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.invoicing.DocumentNumber;
import credits.invoicing.store.PaymentDocuments.ArchivedFile;
import credits.retry.ServiceUnavailableException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentArchiveTest {
    private static final DocumentNumber NUMBER = DocumentNumber.of("2026-000042");
    private static final byte[] PDF = {1, 2, 3};
    private static final byte[] XML = {4, 5};
    private static final ArchivedFile NOT_RECORDED = new ArchivedFile(0, "", Optional.empty());

    private final InMemoryBucket bucket = new InMemoryBucket();
    private final DocumentArchive archive = bucket.archive();

    @Test
    void a_stored_document_reads_back_and_reports_its_size_and_hash() {
        var file = archive.store(NUMBER, PDF, XML, _ -> true);

        assertThat(file)
                .isEqualTo(new ArchivedFile(
                        3,
                        "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81",
                        Optional.of("2fa1b377bf67309f65e5e7bc9d924345ca648dec4e601a398a9cb497dcba3765")));
        assertThat(archive.documents().readPdf(NUMBER, file)).isEqualTo(PDF);
        assertThat(archive.documents().readXml(NUMBER, file)).isEqualTo(XML);
        assertThat(bucket.objects()).containsOnlyKeys("invoices/2026-000042.pdf", "invoices/2026-000042.xml");
    }

    @Test
    void the_first_file_stored_under_a_number_stays_and_is_the_one_reported() {
        var first = archive.store(NUMBER, PDF, XML, _ -> true);

        var second = archive.store(NUMBER, new byte[] {9}, new byte[] {9}, _ -> true);

        assertThat(second).isEqualTo(first);
        assertThat(archive.documents().readPdf(NUMBER, second)).isEqualTo(PDF);
    }

    /// Red when the file that is there is taken for the one to store: a buyer would get another's invoice.
    @Test
    void another_document_under_the_number_is_not_taken_for_this_one() {
        var file = archive.store(NUMBER, PDF, XML, _ -> true);

        assertThatThrownBy(() -> archive.store(NUMBER, new byte[] {9}, new byte[] {9}, xml -> xml[0] == 9))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2026-000042");
        assertThat(archive.documents().readXml(NUMBER, file)).isEqualTo(XML);
    }

    @Test
    void a_file_whose_hash_differs_from_the_record_is_not_returned() {
        var file = archive.store(NUMBER, PDF, XML, _ -> true);
        requireNonNull(bucket.objects().get("invoices/2026-000042.pdf"))[0] = 7;

        assertThatThrownBy(() -> archive.documents().readPdf(NUMBER, file)).isInstanceOf(IllegalStateException.class);

        assertThat(archive.documents().readXml(NUMBER, file)).isEqualTo(XML);
        requireNonNull(bucket.objects().get("invoices/2026-000042.xml"))[0] = 7;
        assertThatThrownBy(() -> archive.documents().readXml(NUMBER, file)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void an_xml_whose_hash_was_not_recorded_is_returned() {
        var _ = archive.store(NUMBER, PDF, XML, _ -> true);

        assertThat(archive.documents().readXml(NUMBER, NOT_RECORDED)).isEqualTo(XML);
    }

    @Test
    void an_unavailable_bucket_and_a_missing_file_fail_differently() {
        assertThatThrownBy(() -> archive.documents().readXml(NUMBER, NOT_RECORDED))
                .isInstanceOf(IllegalStateException.class);

        bucket.setUnavailable(true);

        assertThatThrownBy(() -> archive.documents().readXml(NUMBER, NOT_RECORDED))
                .isInstanceOf(ServiceUnavailableException.class);
        assertThatThrownBy(() -> archive.store(NUMBER, PDF, XML, _ -> true))
                .isInstanceOf(ServiceUnavailableException.class);
    }
}
