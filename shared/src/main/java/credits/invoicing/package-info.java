/// The content of invoices and credit notes: seller, billing profile, VAT (who owes it, at which rate, how a part of it
/// is computed), document numbers and their series. Pure, after Directive 2006/112/EC and EN 16931. May depend on
/// `identity` and `money`. Does not draw numbers, render or archive.
@NullMarked
package credits.invoicing;

import org.jspecify.annotations.NullMarked;
