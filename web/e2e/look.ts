import { expect, type Page } from "@playwright/test";

export const SCHEMES = ["light", "dark", "forced"] as const;
export const WIDTHS = [320, 1280] as const;
export const LOCALES = ["en-IE", "de-DE", "it-IT", "fr-FR", "es-ES"] as const;
const HEIGHT = 800;

export interface Look {
  scheme: (typeof SCHEMES)[number];
  width: (typeof WIDTHS)[number];
  locale: (typeof LOCALES)[number];
}

/** 3, 2 and 5 have no common divisor: any thirty looks in a row have every scheme with every width and language. */
export const look = (index: number): Look => ({
  scheme: SCHEMES[index % 3] ?? "light",
  width: WIDTHS[index % 2] ?? 320,
  locale: LOCALES[index % 5] ?? "en-IE",
});

export const LOOKS = 30;

/** Colours and width of a page that is there already. */
export async function seeAs(page: Page, { scheme, width }: Omit<Look, "locale">): Promise<void> {
  await page.emulateMedia({
    colorScheme: scheme === "dark" ? "dark" : "light",
    forcedColors: scheme === "forced" ? "active" : "none",
    reducedMotion: "reduce",
  });
  await page.setViewportSize({ width, height: HEIGHT });
}

/** Its language, as people choose it. */
export async function speak(page: Page, locale: Look["locale"]): Promise<void> {
  await page.locator(".language select").selectOption(locale.slice(0, 2));
  await expect(page.locator("html")).toHaveAttribute("lang", locale);
}
