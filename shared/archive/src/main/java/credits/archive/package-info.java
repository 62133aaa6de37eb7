/// The archives of issued documents and of the chains' anchors: files in a bucket, written once. The only module that
/// uses S3.
@CheckReturnValue
@NullMarked
package credits.archive;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
