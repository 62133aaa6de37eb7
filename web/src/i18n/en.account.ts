import { pluralise } from "./plural";

const plural = pluralise("en");

/** The account catalogue: prices, limits, quota and alerts. It is loaded with the views that use it. */
const account = {
  pricing: {
    title: "Pricing",
    what: "prices",
    search: "Search services",
    found: (found: number, all: number) => `${found} of ${plural(all, "1 service", `${all} services`)}`,
    caption: "Current prices",
    service: "Service",
    price: "Price (€)",
    unit: "Billing unit",
    per: (units: string) => `per ${units}`,
    buys: (amount: string) => `${amount} buys`,
    perOne: (unit: string) => `per ${unit}`,
    valid: (date: string) => `Prices exclude VAT. Valid from ${date}.`,
    noMatch: (query: string) => `No service matches “${query}”.`,
    showAll: "Show all",
    calculator: "What will it cost?",
    choose: "Service",
    quantity: "Quantity",
    badQuantity:
      "Enter a number above zero with up to six decimal places and no thousands separators, such as 2500 or 2.5.",
    estimate: (quantity: string, cost: string) => `${quantity}: about ${cost}, excluding VAT`,
  },
  units: {
    requests: { one: "request", other: "requests" },
    tokens: { one: "token", other: "tokens" },
    characters: { one: "character", other: "characters" },
    pages: { one: "page", other: "pages" },
    documents: { one: "document", other: "documents" },
    images: { one: "image", other: "images" },
    minutes: { one: "minute", other: "minutes" },
    hours: { one: "hour", other: "hours" },
    reports: { one: "report", other: "reports" },
    "GB hours": { one: "GB hour", other: "GB hours" },
  },
  noMember: "Without a member",
  spending: {
    from: "From",
    to: "To",
    total: (total: string, from: string, to: string) => `${total} from ${from} to ${to}`,
  },
  curve: {
    title: (month: string) => `Cumulative usage, ${month}`,
    chart: (month: string) => `Line chart of the usage in ${month}, added up day by day.`,
    reading: (sum: string, cost: string) => `${sum} since the start of the month, ${cost} of it on this day`,
    forecast: (amount: string, day: string) => `At this pace, about ${amount} by ${day}`,
  },
  firstSteps: {
    title: "No credits yet",
    text: "Features that use credits will work as soon as you have some.",
    steps: [
      [
        "Top up credits",
        "Choose an amount and pay on Stripe’s secure page. Credits are usually there within a minute.",
      ],
      [
        "Configure limits",
        "Set the most that may be spent in a month, and a value at which you are alerted.",
      ],
      ["Use a feature", "Its usage appears here shortly after, with its price and who used it."],
    ] as [string, string][],
  },
  limits: {
    title: "Monthly spending limits",
    alert: "Alert threshold (€)",
    alertNote:
      "We notify the recipients once a month, as soon as spending reaches this amount or percentage of the limit. Set it below the allowed limit to be warned as spending approaches it.",
    early: "Earlier alert (€ or %)",
    earlyNote:
      "Optional: a lower amount, or a percentage of the limit, at which we notify the recipients as well, once a month.",
    another: "Add an earlier alert",
    forecast: "Also alert when the limit will be reached before the month ends, at the current pace",
    suggest: (amount: string) => `Use 80% of the limit: ${amount}`,
    limit: "Allowed limit (€)",
    limitNote: "When usage reaches this amount, features that use credits stop for the rest of the month.",
    noAlert: "No alert",
    noLimit: "No limit",
    recipients: "Alert recipients",
    recipientsNote:
      "E-mail addresses, separated by commas. If there are none, we notify the person who saves the limits.",
    waiting: (addresses: string) => `Waiting for confirmation: ${addresses}`,
    resend: "Send the link again",
    resent: "The link was sent again.",
    badRecipients: (text: string) => `Not a valid e-mail address: ${text}`,
    duplicate: (text: string) => `Duplicate address: ${text}`,
    tooMany: (most: string) => `Enter at most ${most} addresses.`,
    used: (used: string) => `Used so far: ${used}`,
    belowUsed: "The new limit is not above what is already used. Features will stop immediately.",
    confirm: "I understand that features will stop immediately",
    confirmFirst: "Confirm that features will stop immediately.",
    alertAboveLimit: "The alert threshold can’t be higher than the limit.",
    earlyAboveAlert: "The earlier alert must be lower than the alert threshold.",
    shareOfNone: "A percentage needs an allowed limit.",
    sameAlert: "This is the amount of another alert.",
    changed: (date: string, by: string) => `Last changed on ${date} by ${by}`,
    conflict: (time: string, by: string) =>
      `${by} changed the limits at ${time}. Your changes were not saved.`,
    conflictUnknown: "Someone else changed the limits. Your changes were not saved.",
    conflictOwn: (time: string) =>
      `You changed the limits at ${time} in another window. These changes were not saved.`,
    inForce: (alert: string, limit: string) =>
      `In force now: alert threshold ${alert}, allowed limit ${limit}.`,
    yours: (alert: string, limit: string) => `Yours: alert threshold ${alert}, allowed limit ${limit}.`,
    load: "Load new values",
    loaded: "New values loaded.",
    save: "Save",
    saving: "Saving…",
    saved: (remaining: string) => `Limits saved. Remaining: ${remaining}.`,
    savedWithout: "Limits saved. There is no monthly limit.",
    failed: "We couldn’t save the limits. Nothing was changed.",
    unknownOutcome: "We don’t know whether the limits were saved. It is safe to save them again.",
  },
  quota: {
    title: "Quota exceeded",
    limit: "Monthly limit reached",
    credits: "No credits left",
    both: "Monthly limit reached and no credits left",
    notBlocked: "Your features are not blocked",
    notBlockedText: "Your organisation is within its monthly limit and has credits.",
    limitText: (organisation: string, used: string, limit: string, month: string) =>
      `${organisation} has used ${used} of its ${limit} limit for ${month}.`,
    limitUntil: (moment: string, zone: string) =>
      `Features that use credits are paused until ${moment} (${zone}) or until the limit is raised.`,
    creditsDoNotLiftLimit: "Buying credits does not lift the limit.",
    creditsText: (organisation: string, available: string) => `${organisation} has ${available} in credits.`,
    creditsUntil: "Features that use credits are paused until more credits are bought.",
    smallerMayFit:
      "A request was refused because it cost more than what is left. Smaller requests may still fit.",
    limitTooLow: "Monthly limit too low",
    limitResets: (moment: string, zone: string) => `The limit resets on ${moment} (${zone}).`,
    creditsTooLow: "Not enough credits",
    limitReachedAndCreditsTooLow: "Monthly limit reached and not enough credits",
    creditsLeft: (organisation: string, available: string) =>
      `${organisation} has ${available} in credits left. A request was refused because it cost more.`,
    useLimit: (quantity: string, operation: string, remaining: string) =>
      `${quantity} × ${operation} does not fit: only ${remaining} is left until the limit.`,
    useCredits: (quantity: string, operation: string, required: string, shortfall: string) =>
      `${quantity} × ${operation} costs ${required}, which is ${shortfall} more than is left.`,
    largest: (quantity: string) => `Largest quantity that fits now: ${quantity}.`,
    raise: "Raise the limit",
    whoLimit: "Owners can raise the limit.",
    whoCredits: "Owners and billing managers can buy credits.",
    noRenewal: "Credits are not renewed at the start of a month.",
    reassurance: "Nothing is broken, and no data has been lost.",
    ask: (who: string) => `Not your decision? Ask ${who}.`,
    copy: "Copy message",
    copied: "Message copied.",
    copyManually: "Your browser didn’t allow copying. Copy this text yourself:",
    message: (organisation: string, reasons: string, used: string, balance: string) =>
      `${organisation}: ${reasons}. Used this month: ${used}, balance: ${balance}. Please have a look:`,
    usage: "See this month’s usage",
    prices: "See prices",
  },
  amount: {
    empty: "Enter an amount.",
    form: "Enter an amount such as 75.50.",
    decimals: "Use at most two decimal places, such as 75.50.",
  },
  alerts: {
    what: "alerts",
    caption: "Alerts, newest first",
    when: "When",
    happened: "What happened",
    notified: "Notified",
    empty: "No alerts yet.",
    nobody: "No recipients",
    note: "The 50 most recent alerts. To change who is notified, use Configure limits.",
    delivery: {
      open: "not sent yet",
      sent: "sent",
      refused: "rejected by the mail service",
      not_sent: "not sent: too many e-mails that day",
    },
    types: {
      "limit.alert_crossed": "Alert threshold exceeded",
      "limit.forecast": "Limit will be reached",
      "limit.reached": "Allowed limit reached",
      "balance.exhausted": "No credits left",
      "usage.uncovered": "Usage not covered",
      "credits.topped_up": "Credits added",
    },
    crossed: (used: string, threshold: string) => `${used} used; the threshold is ${threshold}.`,
    early: "Near the alert threshold",
    earlyFigures: (used: string, early: string, threshold: string) =>
      `${used} used; you asked to be alerted at ${early} and again at ${threshold}.`,
    limit: (used: string, limit: string) => `${used} used; the limit is ${limit}.`,
    credits: (balance: string) => `The balance is ${balance}.`,
    uncovered: (cost: string) => `${cost} was not debited.`,
  },
};

export type AccountMessages = typeof account;
export default account;
