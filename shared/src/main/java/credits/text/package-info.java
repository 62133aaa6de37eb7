/// Text made fit for documents: without what cannot be shown, in XML, or in the characters of Latin-1. Pure.
@CheckReturnValue
@NullMarked
package credits.text;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
