import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const TOKENS = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");

type Scheme = 0 | 1;

/** The colour of a token in a scheme, as linear red, green and blue. */
function linear(token: string, scheme: Scheme): number[] {
  const pattern = new RegExp(`--${token}: light-dark\\(oklch\\(([^)]*)\\), oklch\\(([^)]*)\\)\\)`);
  const found = pattern.exec(TOKENS)?.[scheme + 1];
  if (found === undefined) throw new Error(`no colour ${token}`);
  const [lightness = 0, chroma = 0, hue = 0] = found.split(" ").map((part) => parseFloat(part));
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  // https://bottosson.github.io/posts/oklab/
  const l = (lightness / 100 + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness / 100 - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness / 100 - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((part) => Math.min(Math.max(part, 0), 1));
}

function luminance(token: string, scheme: Scheme): number {
  const [red = 0, green = 0, blue = 0] = linear(token, scheme);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** As WCAG defines it: from 1 to 21. */
function contrast(one: string, other: string, scheme: Scheme): number {
  const [dark = 0, light = 0] = [luminance(one, scheme), luminance(other, scheme)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const SCHEMES = [
  ["light", 0],
  ["dark", 1],
] as const;

describe.each(SCHEMES)("in the %s scheme", (_, scheme) => {
  test.each([
    ["ink", ["page", "card", "raised", "good-ground", "warn-ground", "bad-ground"]],
    ["soft", ["page", "card", "raised"]],
    ["accent", ["page", "card", "raised"]],
    ["accent-strong", ["page", "card"]],
    ["on-accent", ["accent", "accent-strong"]],
    ["good", ["card", "good-ground"]],
    ["warn", ["card", "warn-ground"]],
    ["bad", ["card", "bad-ground"]],
    ["page", ["ink", "bad"]],
  ])("%s is read on %j", (text, grounds) => {
    for (const ground of grounds) expect(contrast(text, ground, scheme), ground).toBeGreaterThanOrEqual(4.5);
  });

  test.each([
    ["fill", ["track", "card"]],
    ["warn-tick", ["track", "card"]],
    ["bad-tick", ["track", "card"]],
    ["edge", ["page", "card"]],
    ["accent", ["page", "card", "raised"]],
  ])("%s is told apart from %j", (mark, grounds) => {
    for (const ground of grounds) expect(contrast(mark, ground, scheme), ground).toBeGreaterThanOrEqual(3);
  });
});

test.each(readdirSync(import.meta.dirname).filter((name) => name.endsWith(".css")))(
  "%s has no size of text that ignores what people have set in their browser",
  (name) => {
    const css = readFileSync(new URL(name, import.meta.url), "utf8");
    expect(css.match(/\bfont(?:-size)?:[^;]*\d(?:px|pt)\b/g)).toBeNull();
  },
);
