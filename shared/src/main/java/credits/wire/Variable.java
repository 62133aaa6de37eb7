package credits.wire;

import java.util.Map;
import java.util.Optional;

/// The environment variables of our functions. The deployment sets them, the functions' wirings read them, by these
/// names.
public enum Variable {
    /// The one table.
    TABLE_NAME,
    /// Where usage messages go that can never be booked.
    INVALID_USAGE_QUEUE_URL,
    /// The IANA time zone that a new account keeps its days and months in.
    DEFAULT_TIME_ZONE,
    /// The token's claim that names the organisation.
    ORGANISATION_CLAIM,
    /// The token's claim that names the member.
    MEMBER_CLAIM,
    /// The token's claim that lists permissions; may be absent when roles are used.
    PERMISSIONS_CLAIM,
    /// The token's claim that lists roles; may be absent when permissions are used.
    ROLES_CLAIM,
    /// What each role permits: `owner=usage:read,credits:buy,limits:write;member=usage:read`.
    ROLES,
    /// How much an operator may give or take at once, in whole EUR.
    LARGEST_ADJUSTMENT,
    /// The token's claim that names the organisation as people call it.
    ORGANISATION_NAME_CLAIM,
    /// Amounts in whole EUR that the page offers to top up: `10,50,100`.
    TOP_UP_PRESETS,
    /// The least that can be topped up at once, in whole EUR.
    TOP_UP_MINIMUM,
    /// The most that can be topped up at once, in whole EUR.
    TOP_UP_MAXIMUM,
    /// Whom members ask who may not buy credits themselves: an e-mail address.
    BILLING_CONTACT,
    /// The page that shows people what they may still use.
    QUOTA_URL,
    /// The page on which limits are set.
    LIMITS_URL,
    /// The page on which credits are bought.
    TOP_UP_URL,
    /// The page that members come back to from the payment page.
    RETURN_URL,
    /// Who decides the VAT: `static`, the table of rates, or `stripe_tax`.
    VAT_MODE,
    /// The seller's country, ISO 3166-1 alpha-2.
    SELLER_COUNTRY,
    /// The table of VAT rates: `IT:22:2013-10-01,DE:19:2007-01-01`.
    VAT_RATES,
    /// Is real money taken: `true` or `false`?
    STRIPE_LIVE,
    /// Where Secrets Manager keeps the Stripe secret.
    STRIPE_SECRET_ARN,
    /// Another place than Stripe's; only where the functions run locally.
    STRIPE_API_BASE,
    /// Who sells the credits, and how the paper looks: see [Stationery].
    SELLER,
    /// The bucket of the invoices and credit notes.
    ARCHIVE_BUCKET,
    /// The queue of what is to be put on paper.
    INVOICE_QUEUE_URL,
    /// Another place than the EU's register of VAT numbers; only where the functions run locally.
    VIES_URL,
    /// Who our e-mail comes from: an address.
    MAIL_FROM,
    /// Whom we write to when those who run the platform must look at something: an address.
    OPERATOR_MAIL,
    /// The language of e-mail to an organisation that has not chosen one: two letters.
    DEFAULT_LANGUAGE;

    /// The value in `environment`; a missing one is a broken deployment.
    public String in(Map<String, String> environment) {
        return ifSet(environment)
                .orElseThrow(() -> new IllegalStateException("environment variable missing: " + name()));
    }

    /// The value in `environment`; empty when it is missing or blank.
    public Optional<String> ifSet(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(name())).filter(value -> !value.isBlank());
    }
}
