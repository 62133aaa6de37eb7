import { useEffect, useState } from "preact/hooks";

/** What people are typing, so that signing in again loses nothing. Amounts and addresses only, never secrets. */
const KEY = "drafts";
const open = new Map<string, unknown>();

/** Puts what is typed aside for the one way to the provider and back. */
export function keepDrafts(): void {
  if (open.size > 0) sessionStorage.setItem(KEY, JSON.stringify(Object.fromEntries(open)));
}

function take(name: string): unknown {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Record<string, unknown>;
  const { [name]: found, ...rest } = kept;
  sessionStorage.setItem(KEY, JSON.stringify(rest));
  return found;
}

/**
 * State of a form that survives signing in again. Undefined as long as nothing was typed. A form about one organisation
 * has its id in the name: who comes back as another finds nothing of it.
 */
export function useDraft<T>(name: string): [T | undefined, (value: T | undefined) => void] {
  const [value, setValue] = useState<T | undefined>(() => take(name) as T | undefined);
  useEffect(() => {
    if (value === undefined) open.delete(name);
    else open.set(name, value);
    return () => void open.delete(name);
  }, [name, value]);
  return [value, setValue];
}
