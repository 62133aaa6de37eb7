import type { Page } from "@playwright/test";
import { FULL, shuffled } from "./seed";

const SCHEMES = ["light", "dark", "forced"] as const;
const WIDTHS = [320, 1280] as const;
/** Widths between and beyond them, for views that are tested in few appearances. */
type OtherWidth = 768 | 1440;
const HEIGHT = 800;

/** Colour scheme and window width. Both can be changed while a page is open. */
export interface Appearance {
  scheme: (typeof SCHEMES)[number];
  width: (typeof WIDTHS)[number] | OtherWidth;
}

const ALL_LOCALES = ["en-IE", "de-DE", "it-IT", "fr-FR", "es-ES"] as const;
const ALL_APPEARANCES: Appearance[] = SCHEMES.flatMap((scheme) => WIDTHS.map((width) => ({ scheme, width })));

const LOCALES = shuffled(ALL_LOCALES, "languages");
const APPEARANCES = shuffled(ALL_APPEARANCES, "appearances");

/**
 * The locales in which the view at this index is tested: one of five, and by {@link appearancesFor} one appearance of
 * six. 5 and 6 have no common divisor, so any thirty views in a row cover every combination. With FULL, each view is
 * tested in all thirty.
 */
export const localesFor = (index: number): readonly string[] =>
  FULL ? ALL_LOCALES : [LOCALES[index % LOCALES.length] ?? ALL_LOCALES[0]];

export const appearancesFor = (index: number): readonly Appearance[] =>
  FULL ? ALL_APPEARANCES : APPEARANCES.slice(index % APPEARANCES.length).slice(0, 1);

export async function setAppearance(page: Page, { scheme, width }: Appearance): Promise<void> {
  await page.emulateMedia({
    colorScheme: scheme === "dark" ? "dark" : "light",
    forcedColors: scheme === "forced" ? "active" : "none",
    reducedMotion: "reduce",
  });
  await page.setViewportSize({ width, height: HEIGHT });
}
