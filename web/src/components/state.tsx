import type { ComponentChildren } from "preact";
import { ApiError } from "../api/client";
import { useI18n } from "../i18n/i18n";
import { useOnline, useSessionState } from "../services";
import { Icon } from "./icons";

/** Says that something is loading. The skeleton has the height of the content, so that nothing moves. */
export function Loading({ what, children }: { what: string; children?: ComponentChildren }) {
  const { t } = useI18n();
  return (
    <div class="loading" key="loading">
      <p class="hidden" role="status">
        {t.loading(what)}
      </p>
      <div aria-hidden="true">{children}</div>
    </div>
  );
}

/** Explains why nothing is shown: offline, signed out, or an error with the request ID that support asks for. */
export function LoadError({ error, text, retry }: { error: unknown; text?: string; retry: () => void }) {
  const { t } = useI18n();
  const online = useOnline();
  const session = useSessionState();
  if (session === "ended") return <p class="card note">{t.sessionEnded}</p>;
  if (!online)
    return (
      <p class="card note" role="status">
        <Icon name="offline" /> {t.offline}
      </p>
    );
  const id = error instanceof ApiError ? error.requestId : undefined;
  return (
    <div class="card note" role="alert">
      <p>
        <Icon name="alert" /> {text ?? t.failed}
      </p>
      <button type="button" class="button" onClick={retry}>
        {t.tryAgain}
      </button>
      {id && <p class="small">{t.requestId(id)}</p>}
    </div>
  );
}

/** The part of a query that {@link loadingOrError} needs. */
export interface PendingQuery {
  isPending: boolean;
  isPaused: boolean;
  isError: boolean;
  error: unknown;
  refetch: () => unknown;
}

/** What a view shows instead of data that it does not have: a skeleton, or the error. */
export function loadingOrError(
  query: PendingQuery,
  what: string,
  skeleton: ComponentChildren,
  text?: string,
) {
  if (query.isPaused || query.isError)
    return <LoadError error={query.error} {...(text ? { text } : {})} retry={() => void query.refetch()} />;
  return <Loading what={what}>{skeleton}</Loading>;
}
