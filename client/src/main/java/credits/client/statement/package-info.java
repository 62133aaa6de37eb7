/// The verification of statements. Depends on nothing but the JDK, and on nothing else of the client.
@NullMarked
package credits.client.statement;

import org.jspecify.annotations.NullMarked;
