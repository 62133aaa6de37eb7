import type { ComponentChildren } from "preact";
import { LANGUAGES, useI18n, type Language } from "./i18n/i18n";
import { useMember } from "./member";
import { Icon } from "./components/icons";
import { Mark } from "./components/mark";
import { Menu } from "./components/menu";
import { OfflineNotice, SessionNotice, StatusNotice } from "./components/notices";
import { Link, useAddress } from "./router";
import { useServices } from "./services";

/** The frame around every view. The static page in index.html has the same elements in the same places. */
export function Shell({
  setLanguage,
  children,
}: {
  setLanguage: (language: Language) => void;
  children: ComponentChildren;
}) {
  const { t } = useI18n();
  const { path } = useAddress();
  return (
    <>
      <a class="skip" href="#main">
        {t.skip}
      </a>
      <Header setLanguage={setLanguage} />
      <main id="main" tabIndex={-1}>
        <div class="notices">
          <SessionNotice />
          <OfflineNotice />
          {path !== "/quota-exceeded" && <StatusNotice />}
        </div>
        {children}
      </main>
      <Footer />
    </>
  );
}

function Header({ setLanguage }: { setLanguage: (language: Language) => void }) {
  const { t, language } = useI18n();
  const { session } = useServices();
  const member = useMember();
  return (
    <header>
      <div class="bar-top">
        <Link class="brand" href="/">
          <Mark />
          <span class="brand-name">{t.product}</span>
        </Link>
        <button
          type="button"
          class="button plain organisation"
          title={t.switchOrganisation}
          onClick={() => void session.switchAccount()}
        >
          <span class="hidden">{t.switchOrganisation}: </span>
          {member.organisation}
          <Icon name="down" />
        </button>
        <label class="language">
          <span class="hidden">{t.language}</span>
          <select value={language} onChange={(event) => setLanguage(event.currentTarget.value as Language)}>
            {Object.entries(LANGUAGES).map(([code, { name }]) => (
              <option key={code} value={code} lang={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
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
      <Menu />
    </header>
  );
}

function Footer() {
  const { t } = useI18n();
  const { path } = useAddress();
  const member = useMember();
  return (
    <footer>
      <p>
        {t.help} {t.helpAsk(member.billingContact ?? t.anOwner)}
      </p>
      <Link href="/alerts" aria-current={path === "/alerts" ? "page" : undefined}>
        {t.alertHistory}
      </Link>
    </footer>
  );
}
