import type { AccountMessages } from "./en.account";
import { pluralise } from "./plural";

const plural = pluralise("fr");

const account: AccountMessages = {
  pricing: {
    title: "Tarifs",
    what: "tarifs",
    search: "Rechercher un service",
    found: (found, all) => `${found} sur ${plural(all, "1 service", `${all} services`)}`,
    caption: "Tarifs en vigueur",
    service: "Service",
    price: "Prix (€)",
    unit: "Unité de facturation",
    per: (units) => `pour ${units}`,
    buys: (amount) => `Pour ${amount}, vous obtenez`,
    perOne: (unit) => `par ${unit}`,
    valid: (date) => `Prix hors TVA, valables depuis le ${date}.`,
    noMatch: (query) => `Aucun service ne correspond à «\u00a0${query}\u00a0».`,
    showAll: "Tout afficher",
    calculator: "Combien cela coûtera-t-il\u00a0?",
    choose: "Service",
    quantity: "Quantité",
    badQuantity:
      "Saisissez un nombre supérieur à zéro, avec six décimales au plus et sans séparateur de milliers, par exemple 2500 ou 2,5.",
    estimate: (quantity, cost) => `${quantity}\u00a0: environ ${cost}, hors TVA`,
  },
  units: {
    requests: { one: "requête", other: "requêtes" },
    tokens: { one: "jeton", other: "jetons" },
    characters: { one: "caractère", other: "caractères" },
    pages: { one: "page", other: "pages" },
    documents: { one: "document", other: "documents" },
    images: { one: "image", other: "images" },
    minutes: { one: "minute", other: "minutes" },
    hours: { one: "heure", other: "heures" },
    reports: { one: "rapport", other: "rapports" },
    "GB hours": { one: "Go-heure", other: "Go-heures" },
  },
  noMember: "Sans membre",
  spending: {
    from: "Du",
    to: "Au",
    total: (total, from, to) => `${total} du ${from} au ${to}`,
  },
  curve: {
    title: (month) => `Consommation cumulée, ${month}`,
    chart: (month) => `Courbe de la consommation cumulée jour après jour, ${month}.`,
    reading: (sum, cost) => `${sum} depuis le début du mois, dont ${cost} ce jour-là`,
    forecast: (amount, day) => `À ce rythme, environ ${amount} d’ici au ${day}`,
  },
  firstSteps: {
    title: "Pas encore de crédits",
    text: "Les fonctionnalités qui utilisent des crédits sont disponibles dès qu’il y en a.",
    steps: [
      [
        "Recharger des crédits",
        "Choisissez un montant et payez sur la page sécurisée de Stripe. Les crédits arrivent généralement en moins d’une minute.",
      ],
      [
        "Configurer les limites",
        "Fixez la dépense mensuelle maximale et un montant à partir duquel être averti.",
      ],
      [
        "Utiliser une fonctionnalité",
        "Sa consommation apparaît ici peu après, avec son prix et son utilisateur.",
      ],
    ],
  },
  limits: {
    title: "Limites de dépenses mensuelles",
    alert: "Seuil d’alerte (€)",
    alertNote:
      "Nous prévenons les destinataires une fois par mois, dès que les dépenses atteignent ce montant ou ce pourcentage de la limite. Fixez-le sous la limite autorisée pour être averti à son approche.",
    early: "Première alerte (€ ou %)",
    earlyNote:
      "Facultatif\u00a0: un montant plus bas, ou un pourcentage de la limite, à partir duquel nous prévenons aussi les destinataires, une fois par mois.",
    another: "Ajouter une autre alerte",
    forecast: "Alerter aussi quand, à ce rythme, la limite sera atteinte avant la fin du mois",
    suggest: (amount) => `Utiliser 80\u00a0% de la limite\u00a0: ${amount}`,
    limit: "Limite autorisée (€)",
    limitNote:
      "À partir de ce montant, les fonctionnalités qui utilisent des crédits s’arrêtent jusqu’à la fin du mois.",
    noAlert: "Pas d’alerte",
    noLimit: "Pas de limite",
    recipients: "Destinataires des alertes",
    recipientsNote:
      "Adresses e-mail séparées par des virgules. Sinon, nous prévenons la personne qui enregistre les limites.",
    waiting: (addresses) => `En attente de confirmation\u00a0: ${addresses}`,
    resend: "Renvoyer le lien",
    resent: "Le lien a été renvoyé.",
    badRecipients: (text) => `Adresse e-mail non valide\u00a0: ${text}`,
    duplicate: (text) => `Adresse en double\u00a0: ${text}`,
    tooMany: (most) => `Saisissez au plus ${most} adresses.`,
    used: (used) => `Utilisé jusqu’ici\u00a0: ${used}`,
    belowUsed:
      "La nouvelle limite ne dépasse pas ce qui est déjà utilisé. Les fonctionnalités s’arrêteront immédiatement.",
    confirm: "J’ai compris que les fonctionnalités s’arrêteront immédiatement",
    confirmFirst: "Confirmez que les fonctionnalités s’arrêteront immédiatement.",
    alertAboveLimit: "Le seuil d’alerte ne peut pas dépasser la limite.",
    earlyAboveAlert: "La première alerte doit être inférieure au seuil d’alerte.",
    shareOfNone: "Un pourcentage nécessite une limite autorisée.",
    sameAlert: "C’est le montant d’une autre alerte.",
    changed: (date, by) => `Dernière modification le ${date} par ${by}`,
    conflict: (time, by) =>
      `${by} a modifié les limites à ${time}. Vos modifications n’ont pas été enregistrées.`,
    conflictUnknown: "Quelqu’un d’autre a modifié les limites. Vos modifications n’ont pas été enregistrées.",
    conflictOwn: (time) =>
      `Vous avez modifié les limites à ${time} dans une autre fenêtre. Ces modifications n’ont pas été enregistrées.`,
    inForce: (alert, limit) => `En vigueur\u00a0: seuil d’alerte ${alert}, limite autorisée ${limit}.`,
    yours: (alert, limit) => `Votre saisie\u00a0: seuil d’alerte ${alert}, limite autorisée ${limit}.`,
    load: "Charger les nouvelles valeurs",
    loaded: "Nouvelles valeurs chargées.",
    save: "Enregistrer",
    saving: "Enregistrement…",
    saved: (remaining) => `Limites enregistrées. Restant\u00a0: ${remaining}.`,
    savedWithout: "Limites enregistrées. Il n’y a pas de limite mensuelle.",
    failed: "Les limites n’ont pas pu être enregistrées. Rien n’a été modifié.",
    unknownOutcome: "Nous ignorons si les limites ont été enregistrées. Vous pouvez réessayer sans risque.",
  },
  quota: {
    title: "Quota dépassé",
    limit: "Limite mensuelle atteinte",
    credits: "Crédits épuisés",
    both: "Limite mensuelle atteinte et crédits épuisés",
    notBlocked: "Vos fonctionnalités ne sont pas bloquées",
    notBlockedText: "Votre organisation respecte sa limite mensuelle et dispose de crédits.",
    limitText: (organisation, used, limit, month) =>
      `${organisation} a utilisé ${used} de sa limite de ${limit} pour ${month}.`,
    limitUntil: (moment, zone) =>
      `Les fonctionnalités qui utilisent des crédits sont suspendues jusqu’au ${moment} (${zone}) ou jusqu’à l’augmentation de la limite.`,
    creditsDoNotLiftLimit: "L’achat de crédits ne lève pas la limite.",
    creditsText: (organisation, available) => `${organisation} dispose de ${available} de crédits.`,
    creditsUntil: "Les fonctionnalités qui utilisent des crédits sont suspendues jusqu’au prochain achat.",
    smallerMayFit:
      "Une demande trop coûteuse a été refusée. Des demandes plus petites peuvent encore passer.",
    limitTooLow: "Limite mensuelle insuffisante",
    limitResets: (moment, zone) => `Le compteur est remis à zéro le ${moment} (${zone}).`,
    creditsTooLow: "Crédits insuffisants",
    limitReachedAndCreditsTooLow: "Limite mensuelle atteinte et crédits insuffisants",
    creditsLeft: (organisation, available) =>
      `Il reste ${available} de crédits à ${organisation}. Une demande a été refusée, car elle coûtait plus.`,
    useLimit: (quantity, operation, remaining) =>
      `${quantity} × ${operation} ne passe pas\u00a0: il ne reste que ${remaining} avant la limite.`,
    useCredits: (quantity, operation, required, shortfall) =>
      `${quantity} × ${operation} coûte ${required}\u00a0: il manque ${shortfall}.`,
    largest: (quantity) => `Quantité maximale possible actuellement\u00a0: ${quantity}.`,
    raise: "Augmenter la limite",
    whoLimit: "Les propriétaires peuvent augmenter la limite.",
    whoCredits: "Les propriétaires et les responsables de la facturation peuvent acheter des crédits.",
    noRenewal: "Les crédits ne sont pas renouvelés en début de mois.",
    reassurance: "Tout fonctionne normalement et aucune donnée n’a été perdue.",
    ask: (who) => `La décision ne vous revient pas\u00a0? Adressez-vous à ${who}.`,
    copy: "Copier le message",
    copied: "Message copié.",
    copyManually: "Votre navigateur n’a pas autorisé la copie. Copiez vous-même ce texte\u00a0:",
    message: (organisation, reasons, used, balance) =>
      `${organisation}\u00a0: ${reasons}. Utilisé ce mois-ci\u00a0: ${used}, solde\u00a0: ${balance}. Merci d’y jeter un œil\u00a0:`,
    usage: "Voir la consommation de ce mois-ci",
    prices: "Voir les tarifs",
  },
  amount: {
    empty: "Saisissez un montant.",
    form: "Saisissez un montant tel que 75,50.",
    decimals: "Utilisez au plus deux décimales, par exemple 75,50.",
  },
  alerts: {
    what: "alertes",
    caption: "Alertes, les plus récentes d’abord",
    when: "Quand",
    happened: "Ce qui s’est passé",
    notified: "Destinataires",
    empty: "Aucune alerte pour l’instant.",
    nobody: "Aucun destinataire",
    note: "Les 50 alertes les plus récentes. Pour changer les destinataires, utilisez «\u00a0Configurer les limites\u00a0».",
    delivery: {
      open: "pas encore envoyée",
      sent: "envoyée",
      refused: "refusée par le service de messagerie",
      not_sent: "non envoyée\u00a0: trop d’e-mails ce jour-là",
    },
    types: {
      "limit.alert_crossed": "Seuil d’alerte dépassé",
      "limit.forecast": "La limite sera atteinte",
      "limit.reached": "Limite autorisée atteinte",
      "balance.exhausted": "Crédits épuisés",
      "usage.uncovered": "Consommation non couverte",
      "credits.topped_up": "Crédits ajoutés",
    },
    crossed: (used, threshold) => `${used} utilisés\u00a0; le seuil est de ${threshold}.`,
    early: "Seuil d’alerte proche",
    earlyFigures: (used, early, threshold) =>
      `${used} utilisés\u00a0; vous avez demandé une alerte à ${early}, puis à ${threshold}.`,
    limit: (used, limit) => `${used} utilisés\u00a0; la limite est de ${limit}.`,
    credits: (balance) => `Le solde est de ${balance}.`,
    uncovered: (cost) => `${cost} n’ont pas été débités.`,
  },
};

export default account;
