import { useEffect, useState } from "preact/hooks";
import { openDrafts, takeDraft } from "./draft-storage";

/**
 * State of a form that survives signing in again. Undefined as long as nothing was typed. A form about one organisation
 * has its id in the name: who comes back as another finds nothing of it.
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
