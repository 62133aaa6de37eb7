import { createContext, type ComponentChildren } from "preact";
import { useContext } from "preact/hooks";
import type { Messages as General } from "./en";
import type { AccountMessages } from "./en.account";
import type { PaymentMessages } from "./en.payments";
import { format, type Format } from "./format";
import { setRootLanguage } from "../root";

/** The languages of the page, each with the locale that its dates and amounts are formatted in. */
export const LANGUAGES = {
  en: { tag: "en-IE", name: "English" },
  de: { tag: "de-DE", name: "Deutsch" },
  it: { tag: "it-IT", name: "Italiano" },
  fr: { tag: "fr-FR", name: "Français" },
  es: { tag: "es-ES", name: "Español" },
} as const;

export type Language = keyof typeof LANGUAGES;

const CATALOGUES: Record<
  Language,
  [
    () => Promise<{ default: General }>,
    () => Promise<{ default: AccountMessages }>,
    () => Promise<{ default: PaymentMessages }>,
  ]
> = {
  en: [() => import("./en"), () => import("./en.account"), () => import("./en.payments")],
  de: [() => import("./de"), () => import("./de.account"), () => import("./de.payments")],
  it: [() => import("./it"), () => import("./it.account"), () => import("./it.payments")],
  fr: [() => import("./fr"), () => import("./fr.account"), () => import("./fr.payments")],
  es: [() => import("./es"), () => import("./es.account"), () => import("./es.payments")],
};

/** All texts in one language. */
export type Messages = General & AccountMessages & PaymentMessages;

const KEY = "language";

export interface I18n {
  language: Language;
  /** Contains the account and payment catalogues only once {@link account} has loaded them. */
  t: Messages;
  f: Format;
  /** Loads the account and payment catalogues into `t`. */
  account: () => Promise<void>;
}

const isLanguage = (text: string): text is Language => text in LANGUAGES;

/** The language chosen earlier, else the first supported language of the browser, else English. */
export function preferredLanguage(kept = localStorage.getItem(KEY), wanted = navigator.languages): Language {
  if (kept && isLanguage(kept)) return kept;
  return wanted.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? "en";
}

/** Loads the texts of the first page. Views and dialogs that are loaded on demand load the others. */
export async function loadLanguage(language: Language): Promise<I18n> {
  const [general, ...others] = CATALOGUES[language];
  const { tag } = LANGUAGES[language];
  const t = { ...(await general()).default } as Messages;
  const account = async () => {
    for (const { default: texts } of await Promise.all(others.map((load) => load()))) Object.assign(t, texts);
  };
  return { language, t, f: format(tag), account };
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
}

/** Sets the language of the document for screen readers and hyphenation. */
export function setDocumentLanguage(language: Language): void {
  setRootLanguage(LANGUAGES[language].tag);
}

const Context = createContext<I18n | null>(null);

export function I18nProvider({ value, children }: { value: I18n; children: ComponentChildren }) {
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useI18n(): I18n {
  const found = useContext(Context);
  if (!found) throw new Error("useI18n is called outside of I18nProvider.");
  return found;
}
