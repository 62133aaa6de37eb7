import type { ComponentChildren, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

/** Takes the place of `../router.tsx` in the custom element: the address bar belongs to the page around. */
const addresses = new EventTarget();
let current = "/";
let pageOrigin = "";

/** Where the full page is, for links that are opened in another window. */
export function setPageOrigin(origin: string): void {
  pageOrigin = origin;
}

export function navigate(to: string): void {
  current = to;
  addresses.dispatchEvent(new CustomEvent("change"));
}

export const currentAddress = (): string => current;

/** Calls the listener with each new address, until the function that is returned is called. */
export function onNavigate(listener: (address: string) => void): () => void {
  const update = () => listener(current);
  addresses.addEventListener("change", update);
  return () => addresses.removeEventListener("change", update);
}

export function useAddress(): { path: string; search: string } {
  const [address, setAddress] = useState(current);
  useEffect(() => {
    setAddress(current);
    return onNavigate(setAddress);
  }, []);
  const [path = "/", search = ""] = address.split("?", 2);
  return { path, search };
}

type Anchor = Omit<JSX.IntrinsicElements["a"], "href" | "onClick">;

/** A link within the element. A modifier key or another button opens the full page. Without `href` it is disabled. */
export function Link({
  href,
  children,
  ...others
}: Anchor & { href: string | undefined; children?: ComponentChildren }) {
  if (href === undefined) Object.assign(others, { role: "link", tabIndex: 0, "aria-disabled": true });
  return (
    <a
      {...others}
      href={href === undefined ? undefined : pageOrigin + href}
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
