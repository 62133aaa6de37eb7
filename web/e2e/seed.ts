/** The seed of every random sample. It changes daily; set SEED to repeat a run. */
export const SEED = (process.env["SEED"] ??= new Date().toISOString().slice(0, 10));

/** Whether everything is tested instead of a sample. */
export const FULL = Boolean(process.env["FULL"]);

/** Shuffles the elements. The order depends on the seed and the purpose only. */
export function shuffled<T>(all: readonly T[], purpose: string): T[] {
  const next = random(`${SEED} ${purpose}`);
  const left = [...all];
  return all.map(() => left.splice(Math.floor(next() * left.length), 1)[0] as T);
}

/** A generator of numbers from 0 to 1: the text is hashed with FNV-1a, which seeds mulberry32. */
function random(text: string): () => number {
  let state = 0x811c9dc5;
  for (const character of text) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The browser's time zone. The page must show the account's days wherever it is viewed from. */
export const BROWSER_TIME_ZONE =
  shuffled(["Europe/Rome", "Pacific/Auckland", "America/Los_Angeles", "UTC"], "time zone")[0] ?? "UTC";
