/** What people are typing, so that signing in again loses nothing. Amounts and addresses only, never secrets. */
const STORAGE_KEY = "drafts";
export const openDrafts = new Map<string, unknown>();

/** Puts what is typed aside for the one way to the provider and back. */
export function keepDrafts(): void {
  if (openDrafts.size > 0)
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify(Object.fromEntries(openDrafts)));
}

export function takeDraft(name: string): unknown {
  const kept = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? "{}") as Record<string, unknown>;
  const { [name]: found, ...rest } = kept;
  sessionStorage.setItem(STORAGE_KEY, JSON.stringify(rest));
  return found;
}
