/** What is sampled is sampled by this: another one every day, and the same again with SEED. */
export const SEED = (process.env["SEED"] ??= new Date().toISOString().slice(0, 10));

/** Everything, whatever the seed is. */
export const FULL = Boolean(process.env["FULL"]);

/** The same elements in another order. Each purpose has an order of its own. */
export function shuffled<T>(all: readonly T[], purpose: string): T[] {
  const next = random(`${SEED} ${purpose}`);
  const left = [...all];
  return all.map(() => left.splice(Math.floor(next() * left.length), 1)[0] as T);
}

/** Numbers from 0 to 1 out of a text: FNV-1a begins, mulberry32 goes on. */
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

/** Where one looks at the page from. */
export const TIME_ZONE =
  shuffled(["Europe/Rome", "Pacific/Auckland", "America/Los_Angeles", "UTC"], "time zone")[0] ?? "UTC";
