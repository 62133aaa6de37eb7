import { useI18n } from "../i18n/i18n";
import { Page } from "../components/page";
import { Link } from "../router";

export function NotFoundView() {
  const { t } = useI18n();
  return (
    <Page title={t.notFound}>
      <div class="card note">
        <p>{t.notFoundText}</p>
        <Link class="button" href="/">
          {t.toOverview}
        </Link>
      </div>
    </Page>
  );
}
