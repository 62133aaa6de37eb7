/// The archive of what was issued: files in a bucket, written once. The only room that knows S3.
@CheckReturnValue
@NullMarked
package credits.archive;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
