/// What functions do before Lambda takes their snapshot: answer one request, so that whoever starts from it has every
/// class loaded and every client's way walked once. It knows no function and no data.
@CheckReturnValue
@NullMarked
package credits.priming;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
