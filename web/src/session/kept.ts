/** What people are typing, so that signing in again loses nothing. Amounts and addresses only, never secrets. */
const KEY = "drafts";
export const open = new Map<string, unknown>();

/** Puts what is typed aside for the one way to the provider and back. */
export function keepDrafts(): void {
  if (open.size > 0) sessionStorage.setItem(KEY, JSON.stringify(Object.fromEntries(open)));
}

export function take(name: string): unknown {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Record<string, unknown>;
  const { [name]: found, ...rest } = kept;
  sessionStorage.setItem(KEY, JSON.stringify(rest));
  return found;
}
