/// What is kept of an organisation beside its chain because it names people and must be erasable: billing profile,
/// alert recipients, mail preferences. May depend on `account`, `invoicing` and `aws`. Does not send mail.
@NullMarked
package credits.profile;

import org.jspecify.annotations.NullMarked;
