package credits.settings;

import java.util.Map;
import java.util.Optional;

/// The environment variables of our functions. The deployment sets them and the functions' wiring reads them by
/// these names.
public enum EnvironmentVariable {
    /// The name of the DynamoDB table.
    TABLE_NAME,
    /// The queue for usage messages that can never be booked.
    INVALID_USAGE_QUEUE_URL,
    /// The IANA time zone of a new account's days and months.
    DEFAULT_TIME_ZONE,
    /// The token's claim that names the organisation.
    ORGANISATION_CLAIM,
    /// The token's claim that names the member.
    MEMBER_CLAIM,
    /// The token's claim that names the client that requested it.
    CLIENT_CLAIM,
    /// The requests per second of one member, in one execution environment.
    MEMBER_REQUESTS_PER_SECOND,
    /// The requests per second of one organisation, in one execution environment.
    ORGANISATION_REQUESTS_PER_SECOND,
    /// The scheme and host of the pages of problems, as in `https://api.example.com`; absent for those that are called.
    PROBLEM_ORIGIN,
    /// The token's claim that lists permissions; may be absent if roles are used.
    PERMISSIONS_CLAIM,
    /// How that claim lists permissions: `ARRAY`, `SPACES` or `TEXT`.
    PERMISSIONS_FORMAT,
    /// The token's claim that lists roles; may be absent if permissions are used.
    ROLES_CLAIM,
    /// How that claim lists roles: `ARRAY`, `SPACES` or `TEXT`.
    ROLES_FORMAT,
    /// The organisation of the platform's operators.
    PLATFORM_ORGANISATION,
    /// The clients of the platform's services and operators, separated by commas.
    PLATFORM_CLIENTS,
    /// The permissions of each role: `owner=usage:read,credits:buy,limits:write;member=usage:read`.
    ROLES,
    /// The maximum of one adjustment in either direction, in whole EUR.
    LARGEST_ADJUSTMENT,
    /// The maximum of one person's adjustments in a day, all amounts added up without their signs, in whole EUR.
    DAILY_ADJUSTMENTS,
    /// Whether a usage report or an authorization opens an account for an organisation that has none: `true` or
    /// `false`.
    ACCOUNTS_OPEN_BY_USE,
    /// The source of published events, which names the stage: `/credits/<stage>`.
    EVENT_SOURCE,
    /// The IAM roles and users that may send usage reports, and the clients that may call for it, and what each may
    /// report: `{"<id>": {"sources": […], "operations": […]}}`; `{}` for all that may send or call.
    USAGE_PRODUCERS,
    /// The token's claim with the organisation's display name.
    ORGANISATION_NAME_CLAIM,
    /// The amounts that the page offers for a top-up, in whole EUR: `10,50,100`.
    TOP_UP_PRESETS,
    /// The minimum of a top-up, in whole EUR.
    TOP_UP_MINIMUM,
    /// The maximum of a top-up, in whole EUR.
    TOP_UP_MAXIMUM,
    /// The minimum of an organisation's first top-up, in whole EUR.
    TOP_UP_FIRST_MINIMUM,
    /// The top-ups that an organisation may start in a day.
    TOP_UPS_PER_DAY,
    /// The top-ups that one member may start in a day.
    TOP_UPS_PER_MEMBER,
    /// The credits of all top-ups that an organisation may start in a day, in whole EUR.
    TOP_UP_AMOUNT_PER_DAY,
    /// The declined payments of a day after which an organisation starts no more top-ups.
    DECLINES_PER_DAY,
    /// When cards are asked for 3-D Secure: `AUTOMATIC`, `ANY` or `CHALLENGE`.
    THREE_D_SECURE,
    /// The contact for members who may not buy credits themselves: an e-mail address.
    BILLING_CONTACT,
    /// The page that shows the remaining quota.
    QUOTA_URL,
    /// The page where limits are set.
    LIMITS_URL,
    /// The page where credits are bought.
    TOP_UP_URL,
    /// The page that members return to from the payment page.
    RETURN_URL,
    /// The way VAT is determined: `static` for the table of rates, or `stripe_tax`.
    VAT_MODE,
    /// How many days an answer of VIES about a VAT number may be old when credits are bought.
    VAT_ID_MAX_AGE_DAYS,
    /// How many days after a payment its organisation may have its invoice made out anew, and VAT that turns
    /// out not to be due is returned.
    INVOICE_REISSUE_DAYS,
    /// The table of VAT rates: `IT:22:2013-10-01,DE:19:2007-01-01`.
    VAT_RATES,
    /// Whether real money is taken: `true` or `false`.
    STRIPE_LIVE,
    /// The ARN of the Stripe secret in Secrets Manager.
    STRIPE_SECRET_ARN,
    /// Overrides the URL of Stripe's API; only for running the functions locally.
    STRIPE_API_BASE,
    /// The seller and the layout of documents: see [SellerSettings].
    SELLER,
    /// The bucket of the invoices and credit notes, and of the anchors of the chains.
    ARCHIVE_BUCKET,
    /// The queue of the payments that need an invoice or a credit note.
    INVOICE_QUEUE_URL,
    /// Overrides the URL of the EU's VAT register; only for running the functions locally.
    VIES_URL,
    /// The queue of the events that cause e-mail.
    MAIL_QUEUE_URL,
    /// The sender address of our e-mail.
    MAIL_FROM,
    /// The maximum of e-mails to an organisation in a day.
    MAILS_PER_DAY,
    /// The e-mail address of the platform's operators.
    OPERATOR_MAIL,
    /// The queue of the events that are sent to webhook endpoints; absent in a stage without webhooks.
    WEBHOOK_QUEUE_URL,
    /// The language of e-mail to organisations that have not chosen one: two letters.
    DEFAULT_LANGUAGE;

    /// Returns the value in `environment`. A missing value means a broken deployment and throws.
    public String require(Map<String, String> environment) {
        return find(environment)
                .orElseThrow(() -> new IllegalStateException("environment variable missing: " + name()));
    }

    /// Returns the value in `environment`; empty if it is missing or blank.
    public Optional<String> find(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(name())).filter(value -> !value.isBlank());
    }
}
