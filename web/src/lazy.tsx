import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useI18n, type I18n, type Messages } from "./i18n/i18n";
import { LoadError } from "./components/state";

/** A component with a script of its own. It is loaded on demand, or earlier by `preload`, along with its texts. */
export interface LazyComponent<P> {
  (props: P): preact.JSX.Element;
  preload: (i18n: I18n) => Promise<void>;
}

/** @param around renders the error shown when the component cannot be loaded */
export function lazy<P extends object>(
  load: () => Promise<ComponentType<P>>,
  around: (failed: preact.JSX.Element, t: Messages, props: P) => preact.JSX.Element,
): LazyComponent<P> {
  let Found: ComponentType<P> | undefined;
  async function preload(i18n: I18n) {
    const [found] = await Promise.all([load(), i18n.account()]);
    Found = found;
  }
  function Lazy(props: P) {
    const i18n = useI18n();
    const [state, setState] = useState<"loading" | "loaded" | "failed">(Found ? "loaded" : "loading");
    useEffect(() => {
      if (state === "loading")
        preload(i18n).then(
          () => setState("loaded"),
          () => setState("failed"),
        );
    }, [state]);
    // Try again when the browser is back online.
    useEffect(() => {
      const retry = () => setState((now) => (now === "failed" ? "loading" : now));
      window.addEventListener("online", retry);
      return () => window.removeEventListener("online", retry);
    }, []);
    if (Found) return <Found {...props} />;
    if (state === "failed")
      return around(<LoadError error={null} retry={() => setState("loading")} />, i18n.t, props);
    return (
      <p class="hidden" role="status">
        {i18n.t.loading("")}
      </p>
    );
  }
  return Object.assign(Lazy, { preload });
}
