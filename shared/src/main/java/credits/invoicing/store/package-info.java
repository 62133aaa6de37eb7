/// Issues invoices and credit notes: number, document and the payment's reference in one transaction, without gaps;
/// and reads them. May depend on `invoicing`, `profile` (codec) and `aws`. Does not render PDF or XML, which is the
/// invoice function's.
@NullMarked
package credits.invoicing.store;

import org.jspecify.annotations.NullMarked;
