/// JSON within bounds: an immutable tree, a reader for untrusted text, a writer, and the fields of an object read with
/// errors that name the place and never the value. May depend on `money` (amounts are written as strings). The only
/// package that uses Jackson. Knows no HTTP.
@NullMarked
package credits.json;

import org.jspecify.annotations.NullMarked;
