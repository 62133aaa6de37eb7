import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/**
 * Focuses the first field of a form, and after each attempt to submit it the first invalid one. The focus moves after
 * rendering, so that a screen reader finds the error message of the field.
 */
export function useFormFocus(attempts: number): RefObject<HTMLFormElement> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const target = attempts === 0 ? "input:enabled, select" : "[aria-invalid=true]";
    form.current?.querySelector<HTMLElement>(target)?.focus();
  }, [attempts]);
  return form;
}
