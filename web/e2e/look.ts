import type { Page } from "@playwright/test";
import { FULL, shuffled } from "./seed";

const SCHEMES = ["light", "dark", "forced"] as const;
const WIDTHS = [320, 1280] as const;
const HEIGHT = 800;

/** Colours and width, which a page can be given while it is there. */
export interface Look {
  scheme: (typeof SCHEMES)[number];
  width: (typeof WIDTHS)[number];
}

const ALL_LOCALES = ["en-IE", "de-DE", "it-IT", "fr-FR", "es-ES"] as const;
const ALL_LOOKS: Look[] = SCHEMES.flatMap((scheme) => WIDTHS.map((width) => ({ scheme, width })));

const LOCALES = shuffled(ALL_LOCALES, "languages");
const LOOKS = shuffled(ALL_LOOKS, "looks");

/**
 * The number-th of a row is seen in one language and one look, each in another: 5 and 6 have no common divisor, so any
 * thirty have every language with every look. With FULL each is seen in all thirty.
 */
export const languages = (number: number): readonly string[] =>
  FULL ? ALL_LOCALES : [LOCALES[number % LOCALES.length] ?? ALL_LOCALES[0]];

export const looks = (number: number): readonly Look[] =>
  FULL ? ALL_LOOKS : LOOKS.slice(number % LOOKS.length).slice(0, 1);

/** Colours and width of a page that is there already. */
export async function seeAs(page: Page, { scheme, width }: Look): Promise<void> {
  await page.emulateMedia({
    colorScheme: scheme === "dark" ? "dark" : "light",
    forcedColors: scheme === "forced" ? "active" : "none",
    reducedMotion: "reduce",
  });
  await page.setViewportSize({ width, height: HEIGHT });
}
