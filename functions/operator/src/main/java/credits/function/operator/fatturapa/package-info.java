/// Documents of sellers in Italy as FatturaPA, the e-invoices of its exchange system (Sistema di Interscambio, SdI).
@CheckReturnValue
@NullMarked
package credits.function.operator.fatturapa;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
