/// Account state, entries, recorded ids and domain events as compact bytes, and back. Format version 1; its bytes are
/// stored and never change. May depend on `account.command` and below. Does not touch DynamoDB.
@NullMarked
package credits.ledger.codec;

import org.jspecify.annotations.NullMarked;
