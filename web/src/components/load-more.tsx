import { useEffect, useRef } from "preact/hooks";
import { useI18n } from "../i18n/i18n";
import { useAnnouncer } from "./announcer";
import { root } from "../root";

interface LoadedPages {
  pages: { data: unknown[] }[];
}

/** The part of an infinite query that this component needs. */
interface PagedQuery {
  data: LoadedPages | undefined;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<{ data: LoadedPages | undefined; isFetchNextPageError: boolean }>;
}

const countOf = (data: LoadedPages | undefined): number =>
  data?.pages.reduce((sum, page) => sum + page.data.length, 0) ?? 0;

/** A button that loads the next page and announces the result, and the number of items shown. */
export function LoadMore({ query, all }: { query: PagedQuery; all?: number | undefined }) {
  const { t, f } = useI18n();
  const { say, warn } = useAnnouncer();
  const text = useRef<HTMLParagraphElement>(null);
  const wasAsked = useRef(false);
  const shown = countOf(query.data);
  const progress = (count: number) =>
    all === undefined
      ? t.more.shown(f.count(count))
      : t.more.shownOf(f.count(count), f.count(Math.max(all, count)));

  // The button disappears after the last page. Keep the focus in the list.
  useEffect(() => {
    const isLost = !root().activeElement || root().activeElement === document.body;
    if (wasAsked.current && !query.hasNextPage && isLost) text.current?.focus();
  }, [query.hasNextPage]);

  async function load() {
    if (query.isFetchingNextPage) return;
    wasAsked.current = true;
    const { data, isFetchNextPageError } = await query.fetchNextPage();
    if (isFetchNextPageError) return warn(t.failed);
    const now = countOf(data);
    say(t.more.loaded(f.count(now - shown), progress(now)));
  }

  if (!query.hasNextPage && !wasAsked.current) return null;
  const next = Math.min(query.data?.pages[0]?.data.length ?? 0, (all ?? 0) - shown);
  return (
    <div class="more">
      {query.hasNextPage && (
        <button type="button" class="button" aria-busy={query.isFetchingNextPage} onClick={() => void load()}>
          {next > 0 ? t.more.loadCount(f.count(next)) : t.more.load}
        </button>
      )}
      <p class="small" tabIndex={-1} ref={text}>
        {progress(shown)}
      </p>
    </div>
  );
}
