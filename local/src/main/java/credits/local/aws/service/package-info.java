/// The remaining AWS services: DynamoDB Local in this process with the template's tables, and fakes of S3, Secrets
/// Manager and SES with the few operations that the functions call. Anything else is answered with an error.
@NullMarked
package credits.local.aws.service;

import org.jspecify.annotations.NullMarked;
