import type { ComponentChildren, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

/** The address as state. Sixty lines instead of a library: there are few views, and every kilobyte is counted. */
const CHANGED = "addresschange";

export function navigate(to: string, { replace = false } = {}): void {
  const before = window.location.pathname;
  window.history[replace ? "replaceState" : "pushState"](null, "", to);
  if (window.location.pathname !== before) window.scrollTo(0, 0);
  window.dispatchEvent(new Event(CHANGED));
}

/** The path and the query that are shown now. */
export function useAddress(): { path: string; search: string } {
  const read = () => window.location.pathname + window.location.search;
  const [address, setAddress] = useState(read);
  useEffect(() => {
    const look = () => setAddress(read());
    window.addEventListener(CHANGED, look);
    window.addEventListener("popstate", look);
    // It may have changed between drawing and now.
    look();
    return () => {
      window.removeEventListener(CHANGED, look);
      window.removeEventListener("popstate", look);
    };
  }, []);
  const [path = "/", search = ""] = address.split("?", 2);
  return { path, search };
}

type Anchor = Omit<JSX.IntrinsicElements["a"], "href" | "onClick">;

/** A link within the page. With Ctrl, Shift or another button it is the browser's. Without an address it leads nowhere. */
export function Link({
  href,
  children,
  ...others
}: Anchor & { href: string | undefined; children?: ComponentChildren }) {
  if (href === undefined) Object.assign(others, { role: "link", tabIndex: 0, "aria-disabled": true });
  return (
    <a
      {...others}
      href={href}
      onClick={(event) => {
        if (href === undefined) return;
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        navigate(href);
      }}
    >
      {children}
    </a>
  );
}
