/// The pages that a browser gets besides the API: the files of the web app, served with the headers that
/// CloudFront adds, and the inspection pages for e-mail and events. It does not serve Stripe's pages.
@NullMarked
package credits.local.web;

import org.jspecify.annotations.NullMarked;
