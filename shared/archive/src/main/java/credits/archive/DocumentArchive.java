package credits.archive;

import credits.invoicing.DocumentNumber;
import credits.invoicing.store.ArchivedDocuments;
import credits.invoicing.store.PaymentDocuments.ArchivedFile;
import credits.settings.SellerSettings;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.s3.S3Client;

/// The archive of invoices and credit notes.
///
/// Throws [ServiceUnavailableException] if S3 does not respond.
public final class DocumentArchive {
    private final WriteOnceBucket bucket;

    public DocumentArchive(S3Client s3, String bucketName) {
        this(new WriteOnceBucket(s3, bucketName));
    }

    private DocumentArchive(WriteOnceBucket bucket) {
        this.bucket = bucket;
    }

    /// The archive in the bucket that the environment names.
    public static DocumentArchive of(Map<String, String> environment) {
        return new DocumentArchive(WriteOnceBucket.of(environment));
    }

    /// Stores the PDF and the XML of document `number` unless they exist; an existing document is kept.
    ///
    /// Throws [IllegalStateException] if the archive has another document under this number. After a restore of the
    /// table, numbers are free that were issued and archived before.
    ///
    /// @param isSameDocument whether an XML that exists is of this document, perhaps in an earlier layout
    /// @return the PDF and the XML that are now in the archive
    public ArchivedFile store(DocumentNumber number, byte[] pdf, byte[] xml, Predicate<byte[]> isSameDocument) {
        var storedXml = bucket.store(ArchivedDocuments.objectKey(number, "xml"), "application/xml", xml);
        if (!isSameDocument.test(storedXml))
            throw new IllegalStateException("the archive has another document under the number " + number);
        var stored = bucket.store(ArchivedDocuments.objectKey(number, "pdf"), "application/pdf", pdf);
        return new ArchivedFile(
                stored.length, ArchivedDocuments.hash(stored), Optional.of(ArchivedDocuments.hash(storedXml)));
    }

    /// The documents of the archive, to be read.
    public ArchivedDocuments documents() {
        return new ArchivedDocuments(bucket::read);
    }

    /// A file of the seller's branding, such as `logo`, which must exist.
    public byte[] readBrandAsset(String assetName) {
        return bucket.read(SellerSettings.BRAND_FOLDER + assetName);
    }
}
