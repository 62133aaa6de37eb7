/// The function for requests of data subjects (articles 15 and 17 of the GDPR): exports and erases the personal data
/// of a person or of an organisation. Does not change chains or issued documents.
@NullMarked
package credits.function.privacy;

import org.jspecify.annotations.NullMarked;
