/// Amounts in EUR, exact to a nano-euro, and quantities, exact to a millionth. Arithmetic is exact or throws. Depends
/// on nothing. Knows no credits, prices, VAT or rounding rules of invoices.
@CheckReturnValue
@NullMarked
package credits.money;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
