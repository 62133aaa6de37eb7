import { useEffect } from "preact/hooks";

/** Calls `reset` when the browser restores the page as it was left, for example after going back from another page. */
export function usePageRestore(reset: () => void): void {
  useEffect(() => {
    const onPageShow = ({ persisted }: PageTransitionEvent) => {
      if (persisted) reset();
    };
    window.addEventListener("pageshow", onPageShow);
    return () => window.removeEventListener("pageshow", onPageShow);
  }, []);
}
