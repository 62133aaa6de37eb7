package credits.function.invoice.pdf;

import java.util.Locale;

/// A label of the page, translated into each language of [Translations].
enum Label {
    INVOICE,
    CREDIT_NOTE,
    FROM,
    BILLED_TO,
    ISSUED_ON,
    PAID_ON,
    PAYMENT,
    REFERENCE,
    CORRECTS,
    CANCELS,
    OF_DATE,
    VAT_NUMBER,
    BUYER_VAT_NUMBER,
    DESCRIPTION,
    QUANTITY,
    UNIT_PRICE,
    VAT_RATE,
    AMOUNT,
    ITEM,
    ITEM_CREDITED,
    ITEM_CHARGED_BACK,
    CREDITS,
    CREDITS_BACK,
    CREDITS_CHARGED_BACK,
    NET_OF_VAT,
    VAT,
    PAID,
    REFUNDED,
    CHARGED_BACK,
    WITH_VAT,
    TOTAL,
    NONE,
    RATE,
    VAT_AT,
    VAT_OF,
    NOT_CHARGED,
    PAID_NOTE,
    CANCELS_NOTE,
    REFUNDED_NOTE,
    REFUNDED_ON_NOTE,
    DISPUTED_NOTE,
    DISPUTED_ON_NOTE,
    REMAINING_NOTE,
    NET_NOTE,
    NET_BACK_NOTE,
    NET_CHARGED_BACK_NOTE,
    REVERSE_CHARGE,
    OUTSIDE_SCOPE,
    EMBEDDED,
    QUESTIONS,
    DATE,
    MONTHS,
    DECIMAL,
    GROUPING,
    MONEY,
    LOGO;

    /// Its key in the resource files.
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
