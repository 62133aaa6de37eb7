import { useEffect, useState } from "preact/hooks";
import { open, take } from "./kept";

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
