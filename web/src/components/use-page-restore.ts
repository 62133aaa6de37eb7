import { useEffect } from "preact/hooks";

/** Back from another page, the browser may show this one as it was left: what waited for the other waits no more. */
export function usePageRestore(reset: () => void): void {
  useEffect(() => {
    const look = ({ persisted }: PageTransitionEvent) => {
      if (persisted) reset();
    };
    window.addEventListener("pageshow", look);
    return () => window.removeEventListener("pageshow", look);
  }, []);
}
