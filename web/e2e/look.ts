import type { Page } from "@playwright/test";

const SCHEMES = ["light", "dark", "forced"] as const;
const WIDTHS = [320, 1280] as const;
const LOCALES = ["en-IE", "de-DE", "it-IT", "fr-FR", "es-ES"] as const;
const HEIGHT = 800;

/** Colours and width, which a page can be given while it is there. */
export interface Look {
  scheme: (typeof SCHEMES)[number];
  width: (typeof WIDTHS)[number];
}

const FULL = Boolean(process.env["FULL"]);

/**
 * The number-th of all views is seen in one language and one look, each in another: 5, 3 and 2 have no common divisor,
 * so any thirty views in a row have every scheme with every width and language. With FULL each is seen in all thirty.
 */
export const languages = (number: number) => (FULL ? LOCALES : [nth(LOCALES, number)]);

export const looks = (number: number): Look[] =>
  FULL
    ? SCHEMES.flatMap((scheme) => WIDTHS.map((width) => ({ scheme, width })))
    : [{ scheme: nth(SCHEMES, number), width: nth(WIDTHS, number) }];

const nth = <T>(all: readonly [T, ...T[]], number: number): T => all[number % all.length] ?? all[0];

/** Colours and width of a page that is there already. */
export async function seeAs(page: Page, { scheme, width }: Look): Promise<void> {
  await page.emulateMedia({
    colorScheme: scheme === "dark" ? "dark" : "light",
    forcedColors: scheme === "forced" ? "active" : "none",
    reducedMotion: "reduce",
  });
  await page.setViewportSize({ width, height: HEIGHT });
}
