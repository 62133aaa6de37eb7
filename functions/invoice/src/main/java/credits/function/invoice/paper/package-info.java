/// Renders an invoice or credit note as one PDF page with the same document embedded as XML (Factur-X). The same
/// document always yields the same bytes. The only package that uses OpenPDF.
@CheckReturnValue
@NullMarked
package credits.function.invoice.paper;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
