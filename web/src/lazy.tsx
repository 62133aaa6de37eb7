import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useI18n, type I18n, type Messages } from "./i18n/i18n";
import { LoadError } from "./components/state";

/**
 * A part that is not in the first script, and the words that it says. Both are fetched ahead when the browser is idle, or
 * when the part is asked for.
 */
export interface LazyComponent<P> {
  (props: P): preact.JSX.Element;
  preload: (i18n: I18n) => Promise<void>;
}

/** @param around where it is said that the part could not be fetched */
export function lazy<P extends object>(
  load: () => Promise<ComponentType<P>>,
  around: (failed: preact.JSX.Element, t: Messages, props: P) => preact.JSX.Element,
): LazyComponent<P> {
  let Found: ComponentType<P> | undefined;
  async function preload(i18n: I18n) {
    const [found] = await Promise.all([load(), i18n.account()]);
    Found = found;
  }
  function LazyPart(props: P) {
    const i18n = useI18n();
    const [state, setState] = useState<"waiting" | "there" | "failed">(Found ? "there" : "waiting");
    useEffect(() => {
      if (state === "waiting")
        preload(i18n).then(
          () => setState("there"),
          () => setState("failed"),
        );
    }, [state]);
    // What could not be fetched without a network is fetched when it is back.
    useEffect(() => {
      const retry = () => setState((now) => (now === "failed" ? "waiting" : now));
      window.addEventListener("online", retry);
      return () => window.removeEventListener("online", retry);
    }, []);
    if (Found) return <Found {...props} />;
    if (state === "failed")
      return around(<LoadError error={null} retry={() => setState("waiting")} />, i18n.t, props);
    return (
      <p class="hidden" role="status">
        {i18n.t.loading("")}
      </p>
    );
  }
  return Object.assign(LazyPart, { preload });
}
