import { useState } from "preact/hooks";
import { saveFile } from "../csv";
import { useI18n } from "../i18n/i18n";
import { useApi } from "../services";
import { Icon } from "./icons";
import { useAnnouncer } from "./announcer";

/** More parts than any file has; it ends a chain of links that never does. */
const MAX_PARTS = 1_000;

/** A button that downloads CSV from the API, fetching all parts of all paths and saving them as one file. */
export function DownloadCsv(props: {
  /** Of tables with the same columns. */
  paths: string[];
  query: Record<string, string>;
  name: string;
  label?: string;
}) {
  const { paths, query, name } = props;
  const { t, f } = useI18n();
  const api = useApi();
  const { say, warn } = useAnnouncer();
  const [isBusy, setBusy] = useState(false);
  const [done, setDone] = useState(0);

  async function download() {
    if (isBusy) return;
    setBusy(true);
    setDone(0);
    if (paths.length > 1) say(t.preparing);
    try {
      const parts: string[] = [];
      for (const [index, path] of paths.entries()) {
        const text = await fetchAll(
          (search) => api.fetch(path, { query: search, headers: { Accept: "text/csv" } }),
          query,
        );
        parts.push(index === 0 ? text : withoutHead(text));
        setDone(index + 1);
      }
      saveFile(name, parts);
    } catch {
      warn(t.failed);
    } finally {
      setBusy(false);
    }
  }
  return (
    <button type="button" class="button quiet" aria-busy={isBusy} onClick={() => void download()}>
      <Icon name="download" />
      {!isBusy
        ? (props.label ?? t.downloadCsv)
        : paths.length === 1
          ? t.preparing
          : `${t.preparing} ${f.percent(done / paths.length)}`}
    </button>
  );
}

/** The rows of a table without the line with the names of its columns, none of which has a line break. */
export const withoutHead = (csv: string): string => csv.slice(csv.indexOf("\r\n") + 2);

/** The text of all parts, one after the other. */
async function fetchAll(
  get: (query: Record<string, string>) => Promise<Response>,
  query: Record<string, string>,
): Promise<string> {
  const all: string[] = [];
  let search: Record<string, string> | null = query;
  while (search && all.length < MAX_PARTS) {
    const response = await get(search);
    all.push(await response.text());
    search = nextPartQuery(response.headers.get("link"), search);
  }
  if (search) throw new Error(`The file has more than ${MAX_PARTS} parts.`);
  return all.join("");
}

/** The query of the next part, taken from `<?cursor=…>; rel="next"`; null after the last part. */
export function nextPartQuery(
  link: string | null,
  query: Record<string, string>,
): Record<string, string> | null {
  const [, search] = /<\?([^>]*)>;\s*rel="next"/.exec(link ?? "") ?? [];
  return search === undefined ? null : { ...query, ...Object.fromEntries(new URLSearchParams(search)) };
}
