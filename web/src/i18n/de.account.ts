import type { AccountMessages } from "./en.account";
import { pluralise } from "./plural";

const plural = pluralise("de");

const account: AccountMessages = {
  pricing: {
    title: "Preise",
    what: "Preise",
    search: "Dienste suchen",
    found: (found, all) => `${found} von ${plural(all, "1 Dienst", `${all} Diensten`)}`,
    caption: "Aktuelle Preise",
    service: "Dienst",
    price: "Preis (€)",
    unit: "Abrechnungseinheit",
    per: (units) => `je ${units}`,
    buys: (amount) => `Für ${amount} erhalten Sie`,
    perOne: (unit) => `je ${unit}`,
    valid: (date) => `Preise ohne USt. Gültig seit ${date}.`,
    noMatch: (query) => `Kein Dienst passt zu „${query}“.`,
    showAll: "Alle anzeigen",
    calculator: "Was kostet das?",
    choose: "Dienst",
    quantity: "Menge",
    badQuantity:
      "Geben Sie eine Zahl größer als null mit höchstens sechs Nachkommastellen und ohne Tausenderpunkte ein, etwa 2500 oder 2,5.",
    estimate: (quantity, cost) => `${quantity}: etwa ${cost} ohne USt.`,
  },
  units: {
    requests: { one: "Anfrage", other: "Anfragen" },
    tokens: { one: "Token", other: "Token" },
    characters: { one: "Zeichen", other: "Zeichen" },
    pages: { one: "Seite", other: "Seiten" },
    documents: { one: "Dokument", other: "Dokumente" },
    images: { one: "Bild", other: "Bilder" },
    minutes: { one: "Minute", other: "Minuten" },
    hours: { one: "Stunde", other: "Stunden" },
    reports: { one: "Bericht", other: "Berichte" },
    "GB hours": { one: "GB-Stunde", other: "GB-Stunden" },
  },
  noMember: "Ohne Mitglied",
  spending: {
    from: "Von",
    to: "Bis",
    total: (total, from, to) => `${total} vom ${from} bis zum ${to}`,
  },
  curve: {
    title: (month) => `Aufgelaufener Verbrauch, ${month}`,
    chart: (month) => `Liniendiagramm des Verbrauchs im ${month}, Tag für Tag aufsummiert.`,
    reading: (sum, cost) => `${sum} seit Monatsbeginn, davon ${cost} an diesem Tag`,
    forecast: (amount, day) => `Bei diesem Tempo etwa ${amount} bis zum ${day}`,
  },
  firstSteps: {
    title: "Noch kein Guthaben",
    text: "Funktionen, die Guthaben verbrauchen, sind verfügbar, sobald Guthaben vorhanden ist.",
    steps: [
      [
        "Guthaben aufladen",
        "Wählen Sie einen Betrag und bezahlen Sie auf der sicheren Seite von Stripe. Das Guthaben ist meist innerhalb einer Minute da.",
      ],
      [
        "Limits festlegen",
        "Bestimmen Sie, wie viel im Monat höchstens ausgegeben werden darf und ab wann Sie gewarnt werden.",
      ],
      ["Eine Funktion nutzen", "Ihr Verbrauch erscheint kurz danach hier, mit Preis und Mitglied."],
    ],
  },
  limits: {
    title: "Monatliche Ausgabenlimits",
    alert: "Warnschwelle (€)",
    alertNote:
      "Wir benachrichtigen die Empfänger einmal im Monat, sobald die Ausgaben diesen Betrag oder Prozentsatz des Limits erreichen. Legen Sie ihn unter das erlaubte Limit, um vor dessen Erreichen gewarnt zu werden.",
    early: "Frühere Warnung (€ oder %)",
    earlyNote:
      "Optional: ein niedrigerer Betrag oder Prozentsatz des Limits, bei dem wir die Empfänger ebenfalls benachrichtigen, einmal im Monat.",
    another: "Weitere frühere Warnung",
    forecast: "Auch warnen, wenn das Limit bei diesem Tempo vor dem Monatsende erreicht wird",
    suggest: (amount) => `80 % des Limits übernehmen: ${amount}`,
    limit: "Erlaubtes Limit (€)",
    limitNote:
      "Erreicht der Verbrauch diesen Betrag, pausieren Funktionen, die Guthaben verbrauchen, für den Rest des Monats.",
    noAlert: "Keine Warnung",
    noLimit: "Kein Limit",
    recipients: "Empfänger von Benachrichtigungen",
    recipientsNote:
      "E-Mail-Adressen, durch Kommas getrennt. Ohne Angabe benachrichtigen wir die Person, die die Limits speichert.",
    waiting: (addresses) => `Noch nicht bestätigt: ${addresses}`,
    resend: "Link erneut senden",
    resent: "Der Link wurde erneut gesendet.",
    badRecipients: (text) => `Keine gültige E-Mail-Adresse: ${text}`,
    duplicate: (text) => `Doppelte Adresse: ${text}`,
    tooMany: (most) => `Geben Sie höchstens ${most} Adressen ein.`,
    used: (used) => `Bisher verbraucht: ${used}`,
    belowUsed:
      "Das neue Limit liegt nicht über dem bisherigen Verbrauch. Die Funktionen werden sofort pausiert.",
    confirm: "Mir ist bewusst, dass die Funktionen sofort pausiert werden",
    confirmFirst: "Bestätigen Sie, dass die Funktionen sofort pausiert werden.",
    alertAboveLimit: "Die Warnschwelle darf nicht über dem Limit liegen.",
    earlyAboveAlert: "Die frühere Warnung muss unter der Warnschwelle liegen.",
    shareOfNone: "Ein Prozentsatz setzt ein erlaubtes Limit voraus.",
    sameAlert: "Dies ist der Betrag einer anderen Warnung.",
    changed: (date, by) => `Zuletzt geändert am ${date} von ${by}`,
    conflict: (time, by) =>
      `${by} hat die Limits um ${time} Uhr geändert. Ihre Änderungen wurden nicht gespeichert.`,
    conflictUnknown: "Jemand anderes hat die Limits geändert. Ihre Änderungen wurden nicht gespeichert.",
    conflictOwn: (time) =>
      `Sie haben die Limits um ${time} Uhr in einem anderen Fenster geändert. Diese Änderungen wurden nicht gespeichert.`,
    inForce: (alert, limit) => `Jetzt gültig: Warnschwelle ${alert}, erlaubtes Limit ${limit}.`,
    yours: (alert, limit) => `Ihre Eingabe: Warnschwelle ${alert}, erlaubtes Limit ${limit}.`,
    load: "Neue Werte laden",
    loaded: "Neue Werte geladen.",
    save: "Speichern",
    saving: "Wird gespeichert …",
    saved: (remaining) => `Limits gespeichert. Verbleibend: ${remaining}.`,
    savedWithout: "Limits gespeichert. Es gibt kein Monatslimit.",
    failed: "Die Limits konnten nicht gespeichert werden. Es wurde nichts geändert.",
    unknownOutcome:
      "Wir wissen nicht, ob die Limits gespeichert wurden. Sie können sie unbesorgt noch einmal speichern.",
  },
  quota: {
    title: "Kontingent überschritten",
    limit: "Monatslimit erreicht",
    credits: "Kein Guthaben mehr",
    both: "Monatslimit erreicht und kein Guthaben mehr",
    notBlocked: "Ihre Funktionen sind nicht blockiert",
    notBlockedText: "Ihre Organisation liegt innerhalb ihres Monatslimits und hat Guthaben.",
    limitText: (organisation, used, limit, month) =>
      `${organisation} hat ${used} des Limits von ${limit} für ${month} verbraucht.`,
    limitUntil: (moment, zone) =>
      `Funktionen, die Guthaben verbrauchen, sind pausiert, bis das Limit am ${moment} (${zone}) zurückgesetzt oder vorher erhöht wird.`,
    creditsDoNotLiftLimit: "Der Kauf von Guthaben hebt das Limit nicht auf.",
    creditsText: (organisation, available) => `${organisation} hat ${available} Guthaben.`,
    creditsUntil: "Funktionen, die Guthaben verbrauchen, sind pausiert, bis neues Guthaben gekauft wird.",
    smallerMayFit:
      "Eine Anfrage wurde abgelehnt, weil sie mehr kostete, als noch übrig ist. Kleinere Anfragen sind eventuell noch möglich.",
    limitTooLow: "Monatslimit reicht nicht aus",
    limitResets: (moment, zone) => `Das Limit wird am ${moment} (${zone}) zurückgesetzt.`,
    creditsTooLow: "Guthaben reicht nicht aus",
    limitReachedAndCreditsTooLow: "Monatslimit erreicht, Guthaben reicht nicht aus",
    creditsLeft: (organisation, available) =>
      `${organisation} hat noch ${available} Guthaben. Eine Anfrage wurde abgelehnt, weil sie mehr kostete.`,
    useLimit: (quantity, operation, remaining) =>
      `${quantity} × ${operation} ist nicht möglich: Bis zum Limit sind nur noch ${remaining} übrig.`,
    useCredits: (quantity, operation, required, shortfall) =>
      `${quantity} × ${operation} kostet ${required}, also ${shortfall} mehr, als noch übrig ist.`,
    largest: (quantity) => `Größte Menge, die derzeit möglich ist: ${quantity}.`,
    raise: "Limit erhöhen",
    whoLimit: "Inhaber können das Limit erhöhen.",
    whoCredits: "Inhaber und Rechnungsverantwortliche können Guthaben kaufen.",
    noRenewal: "Guthaben wird zum Monatsbeginn nicht wieder aufgefüllt.",
    reassurance: "Es liegt kein Fehler vor, und es sind keine Daten verloren gegangen.",
    ask: (who) => `Nicht Ihre Entscheidung? Wenden Sie sich an ${who}.`,
    copy: "Nachricht kopieren",
    copied: "Nachricht kopiert.",
    copyManually: "Ihr Browser hat das Kopieren nicht zugelassen. Kopieren Sie diesen Text selbst:",
    message: (organisation, reasons, used, balance) =>
      `${organisation}: ${reasons}. In diesem Monat verbraucht: ${used}, Guthaben: ${balance}. Bitte sehen Sie sich das an:`,
    usage: "Verbrauch dieses Monats ansehen",
    prices: "Preise ansehen",
  },
  amount: {
    empty: "Geben Sie einen Betrag ein.",
    form: "Geben Sie einen Betrag wie 75,50 ein.",
    decimals: "Verwenden Sie höchstens zwei Nachkommastellen, etwa 75,50.",
  },
  alerts: {
    what: "Benachrichtigungen",
    caption: "Benachrichtigungen, neueste zuerst",
    when: "Wann",
    happened: "Ereignis",
    notified: "Benachrichtigt",
    empty: "Noch keine Benachrichtigungen.",
    nobody: "Keine Empfänger",
    note: "Die neuesten 50 Benachrichtigungen. Wer benachrichtigt wird, ändern Sie unter „Limits festlegen“.",
    delivery: {
      open: "noch nicht gesendet",
      sent: "gesendet",
      refused: "vom E-Mail-Dienst abgelehnt",
      not_sent: "nicht gesendet: zu viele E-Mails an diesem Tag",
    },
    types: {
      "limit.alert_crossed": "Warnschwelle überschritten",
      "limit.forecast": "Limit wird erreicht",
      "limit.reached": "Erlaubtes Limit erreicht",
      "balance.exhausted": "Kein Guthaben mehr",
      "usage.uncovered": "Verbrauch nicht gedeckt",
      "credits.topped_up": "Guthaben gutgeschrieben",
    },
    crossed: (used, threshold) => `${used} verbraucht; die Schwelle liegt bei ${threshold}.`,
    early: "Nahe der Warnschwelle",
    earlyFigures: (used, early, threshold) =>
      `${used} verbraucht; Sie wollten bei ${early} gewarnt werden und bei ${threshold} noch einmal.`,
    limit: (used, limit) => `${used} verbraucht; das Limit liegt bei ${limit}.`,
    credits: (balance) => `Das Guthaben beträgt ${balance}.`,
    uncovered: (cost) => `${cost} wurden nicht abgebucht.`,
  },
};

export default account;
