/// The data of an organisation outside its chain, because it names people and must be erasable: billing profile,
/// alert recipients, mail preferences. May depend on `account`, `invoicing` and `aws`. Does not send mail.
@NullMarked
package credits.profile;

import org.jspecify.annotations.NullMarked;
