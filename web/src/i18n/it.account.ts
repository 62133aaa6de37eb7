import type { AccountMessages } from "./en.account";
import { withArticle } from "./it";
import { pluralise } from "./plural";

const plural = pluralise("it");

const account: AccountMessages = {
  pricing: {
    title: "Prezzi",
    what: "prezzi",
    search: "Cerca servizi",
    found: (found, all) => `${found} di ${plural(all, "1 servizio", `${all} servizi`)}`,
    caption: "Prezzi attuali",
    service: "Servizio",
    price: "Prezzo (€)",
    unit: "Unità di fatturazione",
    per: (units) => `per ${units}`,
    buys: (amount) => `Con ${amount} ottieni`,
    perOne: (unit) => `per ${unit}`,
    valid: (date) => `Prezzi IVA esclusa. Validi ${withArticle("dal", date)}.`,
    noMatch: (query) => `Nessun servizio corrisponde a «${query}».`,
    showAll: "Mostra tutti",
    calculator: "Quanto costa?",
    choose: "Servizio",
    quantity: "Quantità",
    badQuantity:
      "Inserisci un numero maggiore di zero, con al massimo sei decimali e senza separatore delle migliaia, come 2500 o 2,5.",
    estimate: (quantity, cost) => `${quantity}: circa ${cost}, IVA esclusa`,
  },
  units: {
    requests: { one: "richiesta", other: "richieste" },
    tokens: { one: "token", other: "token" },
    characters: { one: "carattere", other: "caratteri" },
    pages: { one: "pagina", other: "pagine" },
    documents: { one: "documento", other: "documenti" },
    images: { one: "immagine", other: "immagini" },
    minutes: { one: "minuto", other: "minuti" },
    hours: { one: "ora", other: "ore" },
    reports: { one: "report", other: "report" },
    "GB hours": { one: "GB-ora", other: "GB-ore" },
  },
  noMember: "Senza membro",
  spending: {
    from: "Dal",
    to: "Al",
    total: (total, from, to) => `${total} dal ${from} al ${to}`,
  },
  curve: {
    title: (month) => `Consumo cumulato, ${month}`,
    chart: (month) => `Grafico a linee del consumo cumulato giorno per giorno, ${month}.`,
    reading: (sum, cost) => `${sum} da inizio mese, di cui ${cost} in questo giorno`,
    forecast: (amount, day) => `A questo ritmo, circa ${amount} entro ${withArticle("il", day)}`,
  },
  firstSteps: {
    title: "Ancora nessun credito",
    text: "Le funzionalità che usano crediti sono disponibili appena ce ne sono.",
    steps: [
      [
        "Ricarica crediti",
        "Scegli un importo e paga sulla pagina sicura di Stripe. Di solito i crediti arrivano entro un minuto.",
      ],
      ["Configura i limiti", "Imposta la spesa massima mensile e un valore al quale ricevere un avviso."],
      ["Usa una funzionalità", "I consumi compaiono qui poco dopo, con il prezzo e chi li ha generati."],
    ],
  },
  limits: {
    title: "Limiti di spesa mensili",
    alert: "Soglia di avviso (€)",
    alertNote:
      "Avvisiamo i destinatari una volta al mese, appena la spesa raggiunge questo valore. Impostalo sotto il limite consentito per sapere in tempo che la spesa vi si avvicina.",
    early: "Primo avviso (€)",
    earlyNote:
      "Facoltativo: un valore più basso, raggiunto il quale avvisiamo i destinatari una volta in più al mese.",
    suggest: (amount) => `Usa l’80% del limite: ${amount}`,
    limit: "Limite consentito (€)",
    limitNote:
      "Quando i consumi raggiungono questo importo, le funzionalità che usano crediti si fermano per il resto del mese.",
    noAlert: "Nessun avviso",
    noLimit: "Nessun limite",
    recipients: "Destinatari degli avvisi",
    recipientsNote: "Indirizzi e-mail separati da virgole. Se non ce ne sono, avvisiamo chi salva i limiti.",
    waiting: (addresses) => `In attesa di conferma: ${addresses}`,
    resend: "Invia di nuovo il link",
    resent: "Il link è stato inviato di nuovo.",
    badRecipients: (text) => `Indirizzo e-mail non valido: ${text}`,
    duplicate: (text) => `Indirizzo ripetuto: ${text}`,
    tooMany: (most) => `Inserisci al massimo ${most} indirizzi.`,
    used: (used) => `Utilizzato finora: ${used}`,
    belowUsed: "Il nuovo limite non supera quanto già utilizzato. Le funzionalità si fermeranno subito.",
    confirm: "Ho capito che le funzionalità si fermeranno subito",
    confirmFirst: "Conferma che le funzionalità si fermeranno subito.",
    alertAboveLimit: "La soglia di avviso non può superare il limite.",
    earlyAboveAlert: "Il primo avviso deve essere inferiore alla soglia di avviso.",
    changed: (date, by) => `Ultima modifica ${withArticle("il", date)} da parte di ${by}`,
    conflict: (time, by) =>
      `${by} ha modificato i limiti alle ${time}. Le tue modifiche non sono state salvate.`,
    conflictUnknown: "Qualcun altro ha modificato i limiti. Le tue modifiche non sono state salvate.",
    conflictOwn: (time) =>
      `Hai modificato i limiti alle ${time} in un’altra finestra. Queste modifiche non sono state salvate.`,
    inForce: (alert, limit) => `Ora in vigore: soglia di avviso ${alert}, limite consentito ${limit}.`,
    yours: (alert, limit) => `I tuoi valori: soglia di avviso ${alert}, limite consentito ${limit}.`,
    load: "Carica i nuovi valori",
    loaded: "Nuovi valori caricati.",
    save: "Salva",
    saving: "Salvataggio…",
    saved: (remaining) => `Limiti salvati. Residuo: ${remaining}.`,
    savedWithout: "Limiti salvati. Non c’è un limite mensile.",
    failed: "Non siamo riusciti a salvare i limiti. Nulla è stato modificato.",
    unknownOutcome: "Non sappiamo se i limiti siano stati salvati. Puoi salvarli di nuovo senza rischi.",
  },
  quota: {
    title: "Quota superata",
    limit: "Limite mensile raggiunto",
    credits: "Crediti esauriti",
    both: "Limite mensile raggiunto e crediti esauriti",
    notBlocked: "Le tue funzionalità non sono bloccate",
    notBlockedText: "La tua organizzazione rientra nel limite mensile e dispone di crediti.",
    limitText: (organisation, used, limit, month) =>
      `${organisation} ha utilizzato ${used} del limite di ${limit} per ${month}.`,
    limitUntil: (moment, zone) =>
      `Le funzionalità che usano crediti sono sospese fino al ${moment} (${zone}) o finché il limite non viene aumentato.`,
    creditsDoNotLiftLimit: "L’acquisto di crediti non rimuove il limite.",
    creditsText: (organisation, available) => `${organisation} ha ${available} di crediti.`,
    creditsUntil: "Le funzionalità che usano crediti sono sospese finché non ne vengono acquistati altri.",
    smallerMayFit:
      "È stata rifiutata una richiesta che costava più di quanto resta. Richieste più piccole possono ancora rientrare.",
    limitTooLow: "Limite mensile insufficiente",
    limitResets: (moment, zone) => `Il conteggio riparte da zero il ${moment} (${zone}).`,
    creditsTooLow: "Crediti insufficienti",
    limitReachedAndCreditsTooLow: "Limite mensile raggiunto e crediti insufficienti",
    creditsLeft: (organisation, available) =>
      `${organisation} ha ancora ${available} di crediti. È stata rifiutata una richiesta che costava di più.`,
    useLimit: (quantity, operation, remaining) =>
      `${quantity} × ${operation} non rientra: restano solo ${remaining} fino al limite.`,
    useCredits: (quantity, operation, required, shortfall) =>
      `${quantity} × ${operation} costa ${required}, cioè ${shortfall} più di quanto resta.`,
    largest: (quantity) => `Quantità massima che rientra ora: ${quantity}.`,
    raise: "Aumenta il limite",
    whoLimit: "I titolari possono aumentare il limite.",
    whoCredits: "Titolari e responsabili della fatturazione possono acquistare crediti.",
    noRenewal: "I crediti non si rinnovano all’inizio del mese.",
    reassurance: "Non c’è alcun guasto e nessun dato è andato perso.",
    ask: (who) => `Non spetta a te decidere? Rivolgiti a ${who}.`,
    copy: "Copia il messaggio",
    copied: "Messaggio copiato.",
    copyManually: "Il browser non ha consentito la copia. Copia tu questo testo:",
    message: (organisation, reasons, used, balance) =>
      `${organisation}: ${reasons}. Utilizzato questo mese: ${used}, saldo: ${balance}. Dai un’occhiata, per favore:`,
    usage: "Vedi i consumi di questo mese",
    prices: "Vedi i prezzi",
  },
  amount: {
    empty: "Inserisci un importo.",
    form: "Inserisci un importo come 75,50.",
    decimals: "Usa al massimo due decimali, come 75,50.",
  },
  alerts: {
    what: "avvisi",
    caption: "Avvisi, dal più recente",
    when: "Quando",
    happened: "Che cosa è successo",
    notified: "Avvisati",
    empty: "Ancora nessun avviso.",
    nobody: "Nessun destinatario",
    note: "I 50 avvisi più recenti. Per cambiare i destinatari usa Configura i limiti.",
    delivery: {
      open: "non ancora inviato",
      sent: "inviato",
      refused: "rifiutato dal servizio di posta",
      not_sent: "non inviato: troppe e-mail in quel giorno",
    },
    types: {
      "limit.alert_crossed": "Soglia di avviso superata",
      "limit.reached": "Limite consentito raggiunto",
      "balance.exhausted": "Crediti esauriti",
      "usage.uncovered": "Consumi non coperti",
      "credits.topped_up": "Crediti aggiunti",
    },
    crossed: (used, threshold) => `${used} utilizzati; la soglia è di ${threshold}.`,
    early: "Vicino alla soglia di avviso",
    earlyFigures: (used, early, threshold) =>
      `${used} utilizzati; hai chiesto un avviso a ${early} e un altro a ${threshold}.`,
    limit: (used, limit) => `${used} utilizzati; il limite è di ${limit}.`,
    credits: (balance) => `Il saldo è di ${balance}.`,
    uncovered: (cost) => `${cost} non sono stati addebitati.`,
  },
};

export default account;
