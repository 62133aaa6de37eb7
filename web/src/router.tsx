import type { ComponentChildren, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

/** A router of sixty lines instead of a library: there are few views, and every kilobyte counts. */
const CHANGED = "addresschange";

export function navigate(to: string, { replace = false } = {}): void {
  const before = window.location.pathname;
  window.history[replace ? "replaceState" : "pushState"](null, "", to);
  if (window.location.pathname !== before) window.scrollTo(0, 0);
  window.dispatchEvent(new Event(CHANGED));
}

/** The current path and query. */
export const currentAddress = (): string => window.location.pathname + window.location.search;

export function useAddress(): { path: string; search: string } {
  const [address, setAddress] = useState(currentAddress);
  useEffect(() => {
    const update = () => setAddress(currentAddress());
    window.addEventListener(CHANGED, update);
    window.addEventListener("popstate", update);
    // The address may have changed since the component was rendered.
    update();
    return () => {
      window.removeEventListener(CHANGED, update);
      window.removeEventListener("popstate", update);
    };
  }, []);
  const [path = "/", search = ""] = address.split("?", 2);
  return { path, search };
}

type Anchor = Omit<JSX.IntrinsicElements["a"], "href" | "onClick">;

/** A link within the page. A modifier key or another button leaves it to the browser. Without `href` it is disabled. */
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
