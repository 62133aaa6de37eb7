import type { I18n, Messages } from "../i18n/i18n";
import en from "../i18n/en";
import account from "../i18n/en.account";
import payments from "../i18n/en.payments";
import { format } from "../i18n/format";

/** Takes the place of `i18n/i18n.tsx` in the console, which is in English. */
const t = {
  ...en,
  ...account,
  ...payments,
  product: "Operator console",
  status: { ...en.status, ok: "Within the limits" },
  failed: "This could not be loaded.",
  sessionEnded: "Your session has ended.",
  sessionEnding: "Your session is about to end. Sign in again to continue.",
} satisfies Messages;

const i18n: I18n = { language: "en", t, f: format("en-IE"), account: () => Promise.resolve() };

export const useI18n = (): I18n => i18n;
