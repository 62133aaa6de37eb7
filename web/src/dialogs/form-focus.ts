import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/**
 * Where the focus is in a form: at first in its first field, and after each attempt in the first one that is wrong. It
 * moves after drawing, so that a screen reader finds the reason at the field.
 */
export function useFormFocus(attempts: number): RefObject<HTMLFormElement> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const target = attempts === 0 ? "input:enabled, select" : "[aria-invalid=true]";
    form.current?.querySelector<HTMLElement>(target)?.focus();
  }, [attempts]);
  return form;
}
