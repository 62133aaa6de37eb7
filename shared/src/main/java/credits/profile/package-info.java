/// The personal data of an organisation, kept outside its chain so that it can be erased: billing profile,
/// alert recipients, mail preferences. May depend on `account`, `invoicing` and `aws`. Does not send mail.
@NullMarked
package credits.profile;

import org.jspecify.annotations.NullMarked;
