/// Usage reports and their lines: as reported, as priced and as booked; the reasons why a report can never be
/// booked; the entry that a member sees. May depend on `identity`, `money` and `pricing`. Does not debit and
/// does not parse JSON.
@CheckReturnValue
@NullMarked
package credits.usage;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
