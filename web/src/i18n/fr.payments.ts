import type { PaymentMessages } from "./en.payments";

const payment: PaymentMessages = {
  payments: {
    title: "Paiements",
    what: "paiements",
    balance: (amount) => `Solde\u00a0: ${amount}`,
    caption: "Recharges, les plus récentes d’abord",
    unfinished: "Recharges non terminées",
    toPay: "À payer",
    until: (moment) => `À payer avant ${moment}`,
    date: "Date",
    reference: "Référence",
    status: "État",
    credits: "Crédits",
    vat: "TVA",
    paid: "Payé",
    invoice: "Facture",
    states: {
      open: "Pas encore payée",
      processing: "En cours",
      paid: "Payée",
      failed: "Non aboutie",
      expired: "Expirée",
      partly_refunded: "Remboursée en partie",
      refunded: "Remboursée",
      disputed: "Contestée",
    },
    refunded: (amount) => `${amount} remboursés`,
    resume: "Poursuivre le paiement",
    nextStep: "Étape suivante",
    discard: "Abandonner",
    discardOf: (amount) => `Abandonner la recharge de ${amount}`,
    discarded: (amount) => `La recharge de ${amount} a été abandonnée. Rien n’a été débité.`,
    notDiscarded: "Impossible d’abandonner la recharge. Réessayez.",
    detailsOf: (payment) => `Détails de ${payment}`,
    started: "Commencée",
    notes: {
      open: "Rien n’a encore été débité.",
      paid: "Les crédits ont été ajoutés à votre solde.",
      partly_refunded:
        "Une partie du paiement a été remboursée et les crédits correspondants ont été retirés.",
      refunded: "Le paiement a été entièrement remboursé et les crédits correspondants ont été retirés.",
      disputed:
        "Le payeur a contesté le paiement auprès de sa banque. Les crédits sont retirés jusqu’au règlement du litige.",
    },
    download: (number) => `Télécharger la facture ${number}`,
    downloadNote: (number) => `Télécharger l’avoir ${number}`,
    downloadXml: (number) => `Télécharger le XML de ${number}`,
    ready: (number) => `La facture ${number} est prête.`,
    notDownloaded: "Le fichier n’a pas pu être téléchargé. Réessayez.",
    beingPrepared: "En préparation",
    afterPayment: "Disponible après le paiement",
    checked: (moment) => `Vérifié auprès de Stripe\u00a0: ${moment}`,
    empty: "Aucun paiement pour l’instant. Rechargez des crédits pour commencer.",
    notReady: "Le document est encore en préparation. Réessayez dans une minute.",
    waiting: "Le document est encore en préparation. Il sera téléchargé dès qu’il sera prêt.",
    received: "Paiement reçu. Ajout de vos crédits…",
    confirming:
      "Votre banque n’a pas encore confirmé le paiement. Cela peut prendre quelques jours\u00a0; vos crédits seront ensuite ajoutés automatiquement.",
    added: (amount, balance) => `${amount} ajoutés. Nouveau solde\u00a0: ${balance}.`,
    slow: "Vos crédits ne sont pas encore arrivés. Revenez dans quelques minutes\u00a0; vous pouvez fermer cette page.",
    cancelled: "Le paiement a été annulé. Aucun montant n’a été débité.",
    notPaid: "Le paiement n’a pas abouti. Aucun montant n’a été débité.",
  },
  topUp: {
    title: "Recharger des crédits",
    amount: "Montant",
    custom: "Saisir un autre montant",
    customLabel: "Autre montant (EUR)",
    customNote: (minimum) => `Minimum ${minimum}, deux décimales au plus`,
    range: (minimum, maximum) => `Saisissez un montant de ${minimum} à ${maximum}.`,
    blocked: (date) =>
      `Votre organisation a atteint sa limite mensuelle. L’achat de crédits ne débloquera pas les fonctionnalités avant le ${date}.`,
    limitTooLow: (left) =>
      `Il ne reste que ${left} avant votre limite mensuelle. L’achat de crédits n’augmente pas la limite.`,
    raise: "Augmenter plutôt la limite",
    vat: "Les crédits s’entendent hors TVA. La TVA éventuelle dépend de votre profil de facturation et s’affiche avant le paiement.",
    arrival: "Les crédits sont généralement ajoutés en moins d’une minute.",
    secure:
      "«\u00a0Payer\u00a0» ouvre la page de paiement sécurisée de Stripe. Vous pourrez encore revenir en arrière.",
    noExpiry: "Les crédits n’expirent pas.",
    terms: "Conditions et remboursements",
    pay: "Payer",
    opening: "Ouverture de la page de paiement…",
    failed: "La page de paiement n’a pas pu être ouverte. Aucun montant n’a été débité.",
    tooMany:
      "Plusieurs recharges ne sont pas encore payées. Payez-en une sous «\u00a0Paiements\u00a0» ou abandonnez-en une.",
    dailyLimit:
      "Les recharges du jour ont atteint une limite qui protège les cartes contre les abus. Aucun montant n’a été débité. Réessayez demain ou contactez l’assistance.",
    firstTooSmall:
      "La première recharge doit être plus élevée. Aucun montant n’a été débité. Choisissez un montant supérieur.",
  },
  billing: {
    firstNeeded:
      "Votre facture et sa TVA nécessitent ces informations une seule fois. Vous pourrez payer après l’enregistrement.",
    saveAndGoOn: "Enregistrer et continuer",
    title: "Profil de facturation",
    name: "Raison sociale",
    line1: "Rue et numéro",
    line2: "Complément d’adresse (facultatif)",
    postalCode: "Code postal",
    city: "Ville",
    region: "Région (facultative)",
    country: "Pays",
    choose: "Choisissez un pays",
    vatId: "Numéro de TVA (facultatif)",
    vatIdNote: "Avec le préfixe à deux lettres du pays, par exemple FR11123456782.",
    badVatId:
      "Un numéro de TVA commence par les deux lettres du pays ci-dessus. Vérifiez aussi tous les chiffres.",
    vatStates: {
      unverified:
        "Pas encore confirmé par le registre TVA de l’UE (VIES). Cette confirmation est nécessaire pour acheter sans TVA.",
      verified: "Confirmé par le registre TVA de l’UE (VIES)",
      invalid: "Introuvable dans le registre TVA de l’UE (VIES)",
    },
    language: "Langue des factures",
    email: "E-mail pour les factures",
    saved: "Profil de facturation enregistré.",
    failed: "Le profil de facturation n’a pas pu être enregistré. Rien n’a été modifié.",
  },
};

export default payment;
