/** Keeps what people have typed when they sign in again. Drafts hold form fields only, never secrets. */
const STORAGE_KEY = "drafts";
export const openDrafts = new Map<string, unknown>();

/** Saves the open drafts before the browser leaves for the provider. */
export function keepDrafts(): void {
  if (openDrafts.size > 0)
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify(Object.fromEntries(openDrafts)));
}

/** Returns a saved draft and forgets it. */
export function takeDraft(name: string): unknown {
  const kept = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? "{}") as Record<string, unknown>;
  const { [name]: found, ...rest } = kept;
  sessionStorage.setItem(STORAGE_KEY, JSON.stringify(rest));
  return found;
}
