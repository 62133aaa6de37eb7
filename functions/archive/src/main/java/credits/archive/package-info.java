/// The archive of issued documents: files in a bucket, written once. The only module that uses S3.
@CheckReturnValue
@NullMarked
package credits.archive;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
