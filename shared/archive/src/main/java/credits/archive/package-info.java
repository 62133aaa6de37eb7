/// The archives of issued documents and of the chains' anchors: files in a bucket, written once. The only module that
/// uses the client of S3; `usage` reads documents by itself.
@CheckReturnValue
@NullMarked
package credits.archive;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
