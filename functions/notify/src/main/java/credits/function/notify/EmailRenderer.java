package credits.function.notify;

import credits.api.BlockerJson;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.invoicing.TaxDocument;
import credits.invoicing.TaxDocument.CreditNote;
import credits.invoicing.TaxDocument.Invoice;
import credits.json.Json;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import credits.money.Eur;
import credits.notification.RecipientGroup;
import credits.notification.RecipientGroup.Members;
import credits.notification.RecipientGroup.Operators;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Renders the e-mails. Each depends only on its event and its organisation.
final class EmailRenderer {
    // Stripe's dashboard search, for operators.
    private static final String STRIPE_SEARCH_URL = "https://dashboard.stripe.com/search?query=";
    // Facts that are neither amounts nor times: ids, codes and addresses, Stripe's or ours.
    private static final Set<String> VERBATIM_FACTS = Set.of("object", "reason", "event", "endpoint", "url");

    private final BlockerJson appPages;
    private final String paymentsUrl;
    private final EmailLocale defaultLocale;

    /// Creates the renderer.
    ///
    /// @param paymentsUrl the page that lists payments and their invoices
    /// @param defaultLocale the language for organisations without one of ours
    EmailRenderer(BlockerJson appPages, String paymentsUrl, EmailLocale defaultLocale) {
        this.paymentsUrl = paymentsUrl;
        this.appPages = appPages;
        this.defaultLocale = defaultLocale;
    }

    /// The e-mail about `trigger` in `language`, or in the default language if we do not have that one.
    Email render(EmailTrigger trigger, Optional<String> language) {
        var locale = language.flatMap(EmailLocale::find).orElse(defaultLocale);
        var key = trigger.type().name().toLowerCase(Locale.ROOT);
        var content = new EmailContent(
                locale,
                locale.text(key + ".headline"),
                locale.text(key + ".text"),
                facts(trigger, locale),
                new Link(locale.text(key + ".button"), linkTarget(trigger)),
                footer(trigger.recipients(), locale),
                footerLink(trigger.recipients(), locale));
        var subject = content.headline() + " – " + subjectSuffix(trigger);
        return new Email(subject, EmailTemplate.renderText(content), EmailTemplate.renderHtml(content));
    }

    /// The e-mail that asks the owner of an address to confirm it. Its link leads to a page with a
    /// button: programs that follow every link of an e-mail confirm nothing.
    Email renderConfirmation(OrganisationId organisation, String secret, Optional<String> language) {
        var locale = language.flatMap(EmailLocale::find).orElse(defaultLocale);
        // Behind the hash, so that it is in no log of a server.
        var url = URI.create(appPages.limitsUrl()).resolve("/confirm") + "#" + organisation + "/" + secret;
        var content = new EmailContent(
                locale,
                locale.text("confirmation.headline"),
                locale.text("confirmation.text").replace("{organisation}", organisation.value()),
                new LinkedHashMap<>(),
                new Link(locale.text("confirmation.button"), url),
                locale.text("confirmation.footer"),
                Optional.empty());
        var subject = content.headline() + " – " + organisation;
        return new Email(subject, EmailTemplate.renderText(content), EmailTemplate.renderHtml(content));
    }

    /// The e-mail with an invoice or a credit note, in the language of its buyer.
    Email renderDocument(TaxDocument document, PaymentId payment) {
        var locale = EmailLocale.find(document.invoiceData().buyer().language()).orElse(defaultLocale);
        var key = textKey(document);
        var facts = new LinkedHashMap<String, String>();
        facts.put(locale.text("fact.number"), document.number().toString());
        facts.put(
                locale.text("fact.total"),
                locale.formatAmount(document.amounts().totalAmount()));
        var content = new EmailContent(
                locale,
                locale.text(key + ".headline"),
                locale.text(key + ".text"),
                facts,
                new Link(locale.text("invoice.button"), paymentUrl(payment)),
                locale.text("invoice.footer"),
                Optional.empty());
        var subject = content.headline() + " – " + document.number();
        return new Email(subject, EmailTemplate.renderText(content), EmailTemplate.renderHtml(content));
    }

    private static String textKey(TaxDocument document) {
        return switch (document) {
            case Invoice invoice when invoice.replacedInvoice().isPresent() -> "reissued_invoice";
            case Invoice _ -> "invoice";
            case CreditNote note when note.isCancellation() -> "cancelled_invoice";
            case CreditNote _ -> "credit_note";
        };
    }

    /// The content of an e-mail as people read it.
    ///
    /// @param facts the values to show by their labels, in order
    record EmailContent(
            EmailLocale locale,
            String headline,
            String text,
            SequencedMap<String, String> facts,
            Link button,
            String footer,
            Optional<Link> footerLink) {}

    /// A link and its text.
    record Link(String text, String url) {}

    private static String subjectSuffix(EmailTrigger trigger) {
        return switch (trigger.recipients()) {
            case Members(var organisation) -> organisation.value();
            case Operators() -> data(trigger).text(trigger.type().facts().getFirst());
        };
    }

    private static String footer(RecipientGroup recipientGroup, EmailLocale locale) {
        return switch (recipientGroup) {
            case Members(var organisation) -> locale.text("footer").replace("{organisation}", organisation.value());
            case Operators() -> locale.text("footer.operators");
        };
    }

    private Optional<Link> footerLink(RecipientGroup recipientGroup, EmailLocale locale) {
        return switch (recipientGroup) {
            case Members _ -> Optional.of(new Link(locale.text("footer.link"), appPages.limitsUrl()));
            case Operators() -> Optional.empty();
        };
    }

    private static JsonFields data(EmailTrigger trigger) {
        return JsonFields.lenient(trigger.data(), JsonPointer.ROOT);
    }

    private static SequencedMap<String, String> facts(EmailTrigger trigger, EmailLocale locale) {
        var data = data(trigger);
        var facts = new LinkedHashMap<String, String>();
        for (var name : trigger.type().facts()) {
            formatValue(name, data.required(name), trigger.occurredAt().getZone(), locale)
                    .ifPresent(value -> facts.put(locale.text("fact." + name), value));
        }
        facts.put(locale.text("fact.time"), locale.formatTime(trigger.occurredAt()));
        return facts;
    }

    // Empty for a value that is not set, such as a limit.
    private static Optional<String> formatValue(String name, Json value, ZoneId zone, EmailLocale locale) {
        return switch (value) {
            case Json.JsonString(var time)
            when name.endsWith("_at") ->
                Optional.of(locale.formatTime(Instant.parse(time).atZone(zone)));
            case Json.JsonString(var date)
            when name.endsWith("_on") -> Optional.of(locale.formatDate(LocalDate.parse(date)));
            case Json.JsonString(var word) when VERBATIM_FACTS.contains(name) -> Optional.of(word);
            case Json.JsonString(var amount) -> Optional.of(locale.formatAmount(Eur.of(amount)));
            case Json.JsonNumber(var count) -> Optional.of(count);
            case Json.JsonNull _, Json.JsonBoolean _, Json.JsonArray _, Json.JsonObject _ -> Optional.empty();
        };
    }

    // The payment's id as the page and the API show it; the page lists the invoice with the payment.
    private static PaymentId paymentId(EmailTrigger trigger) {
        return data(trigger).parse("payment", PaymentId::parse, "must be the id of a payment");
    }

    private String paymentUrl(PaymentId payment) {
        return paymentsUrl + (paymentsUrl.contains("?") ? "&" : "?") + "top_up=" + payment;
    }

    private String linkTarget(EmailTrigger trigger) {
        return switch (trigger.type().target()) {
            case USAGE -> appPages.quotaUrl();
            case LIMITS -> appPages.limitsUrl();
            case TOP_UP -> appPages.topUpUrl();
            case PAYMENTS -> paymentUrl(paymentId(trigger));
            case STRIPE -> STRIPE_SEARCH_URL + URLEncoder.encode(data(trigger).text("object"), StandardCharsets.UTF_8);
            case RECEIVER -> data(trigger).text("url");
        };
    }
}
