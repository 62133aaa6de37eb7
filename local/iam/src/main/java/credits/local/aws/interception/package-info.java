/// A DynamoDB client for tests whose calls can be recorded, delayed or failed. Depends on the AWS SDK alone.
@NullMarked
package credits.local.aws.interception;

import org.jspecify.annotations.NullMarked;
