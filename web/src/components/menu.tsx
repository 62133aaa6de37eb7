import { useEffect, useRef } from "preact/hooks";
import { useI18n } from "../i18n/i18n";
import { Link, useAddress } from "../router";

/** The links to the four main views. */
export function Menu() {
  const { t } = useI18n();
  const { path } = useAddress();
  const menu = useRef<HTMLElement>(null);
  // On a phone the menu is wider than the window.
  useEffect(() => {
    menu.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [path]);
  const links = [
    ["/", t.nav.overview],
    ["/history", t.nav.history],
    ["/payments", t.nav.payments],
    ["/pricing", t.nav.pricing],
  ] as const;
  return (
    <nav aria-label={t.menu} ref={menu}>
      {links.map(([href, name]) => (
        <Link key={href} href={href} aria-current={ariaCurrent(path, href)}>
          {name}
        </Link>
      ))}
    </nav>
  );
}

/** A day belongs to the overview of its month, and the balance to the payments. */
function ariaCurrent(path: string, href: string): "page" | "true" | undefined {
  if (path === href) return "page";
  const [, view] = path.split("/");
  return (href === "/" && view === "day") || (href === "/payments" && view === "balance")
    ? "true"
    : undefined;
}
