import type { ComponentChildren } from "preact";
import { Icon } from "../components/icons";
import { SessionNotice } from "../components/notices";
import { Page } from "../components/page";
import { useI18n } from "../i18n/i18n";
import type { Permission } from "../member";
import { Link, useAddress } from "../router";
import { useOnline, useServices } from "../services";
import { Mark } from "../components/mark";
import { ACCOUNT, ADJUSTMENTS, CLOSE, HOME } from "./paths";

interface ViewEntry {
  path: string;
  name: string;
  /** Any of them is enough. */
  permissions: Permission[];
  /** The view that it belongs to in the navigation, if it is not there itself. */
  within?: string;
}

/** The views of the console, and who may see them. The API decides; this only hides what it would refuse. */
export const VIEWS: ViewEntry[] = [
  { path: HOME, name: "Accounts", permissions: ["accounts:read"] },
  { path: ACCOUNT, name: "Account", permissions: ["accounts:read"], within: HOME },
  { path: ADJUSTMENTS, name: "Adjustments", permissions: ["accounts:adjust", "finance:read"] },
  { path: CLOSE, name: "Monthly close", permissions: ["finance:read"] },
];

/** What is around every view. */
export function Frame(props: {
  member: string;
  permissions: ReadonlySet<Permission>;
  children: ComponentChildren;
}) {
  const { t } = useI18n();
  const online = useOnline();
  return (
    <>
      <a class="skip" href="#main">
        {t.skip}
      </a>
      <Header member={props.member} permissions={props.permissions} />
      <main id="main" tabIndex={-1}>
        <div class="notices">
          <SessionNotice />
          {!online && (
            <div class="notice" role="status">
              <Icon name="offline" />
              <p>{t.offline}</p>
            </div>
          )}
        </div>
        {props.children}
      </main>
      <footer>
        <p>What you change here is recorded with your name.</p>
      </footer>
    </>
  );
}

function Header({ member, permissions }: { member: string; permissions: ReadonlySet<Permission> }) {
  const { t } = useI18n();
  const { session } = useServices();
  const { path } = useAddress();
  const shown = VIEWS.filter(
    (view) => !view.within && view.permissions.some((each) => permissions.has(each)),
  );
  const current = VIEWS.find((view) => view.path === path);
  return (
    <header>
      <div class="bar-top">
        <Link class="brand" href={HOME}>
          <Mark />
          <span class="brand-name">{t.product}</span>
        </Link>
        <span class="small operator-name">
          <span class="hidden">Signed in as </span>
          {member}
        </span>
        <button
          type="button"
          class="button plain square"
          aria-label={t.signOut}
          title={t.signOut}
          onClick={() => void session.signOut()}
        >
          <Icon name="out" />
        </button>
      </div>
      <nav aria-label={t.menu}>
        {shown.map((view) => (
          <Link
            key={view.path}
            href={view.path}
            aria-current={path === view.path ? "page" : current?.within === view.path ? "true" : undefined}
          >
            {view.name}
          </Link>
        ))}
      </nav>
    </header>
  );
}

export function MissingPermission({ view }: { view: ViewEntry }) {
  return (
    <Page title={view.name}>
      <p class="card note">Your role does not allow this. It needs {view.permissions.join(" or ")}.</p>
    </Page>
  );
}

export function NotFound() {
  const { t } = useI18n();
  return (
    <Page title={t.notFound}>
      <p class="card note">
        <Link href={HOME}>Go to the accounts</Link>
      </p>
    </Page>
  );
}
