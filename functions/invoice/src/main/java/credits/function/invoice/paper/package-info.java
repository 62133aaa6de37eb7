/// An invoice or credit note on paper: one PDF page with the same document as XML inside. The same document is
/// always the same bytes. The only room that knows OpenPDF.
@CheckReturnValue
@NullMarked
package credits.function.invoice.paper;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
