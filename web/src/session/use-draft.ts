import { useEffect, useState } from "preact/hooks";
import { openDrafts, takeDraft } from "./draft-storage";

/**
 * Form state that survives signing in again; undefined until something is typed. If a form belongs to an organisation,
 * the name must contain its ID, so that the draft does not appear in the form of another organisation.
 */
export function useDraft<T>(name: string): [T | undefined, (value: T | undefined) => void] {
  const [value, setValue] = useState<T | undefined>(() => takeDraft(name) as T | undefined);
  useEffect(() => {
    if (value === undefined) openDrafts.delete(name);
    else openDrafts.set(name, value);
    return () => void openDrafts.delete(name);
  }, [name, value]);
  return [value, setValue];
}
