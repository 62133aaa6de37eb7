import { useState } from "preact/hooks";
import { saveFile } from "../csv";
import { useI18n } from "../i18n/i18n";
import { useApi } from "../services";
import { Icon } from "./icons";
import { useAnnouncer } from "./announcer";

/** More parts than any file has; it ends a chain of links that never does. */
const MAX_PARTS = 1_000;

/** A button that downloads a CSV file from the API, fetching all its parts and saving them as one file. */
export function DownloadCsv({
  path,
  query,
  name,
}: {
  path: string;
  query: Record<string, string>;
  name: string;
}) {
  const { t } = useI18n();
  const api = useApi();
  const { warn } = useAnnouncer();
  const [isBusy, setBusy] = useState(false);

  async function download() {
    if (isBusy) return;
    setBusy(true);
    try {
      saveFile(
        name,
        await fetchParts(
          (search) => api.fetch(path, { query: search, headers: { Accept: "text/csv" } }),
          query,
        ),
      );
    } catch {
      warn(t.failed);
    } finally {
      setBusy(false);
    }
  }
  return (
    <button type="button" class="button quiet" aria-busy={isBusy} onClick={() => void download()}>
      <Icon name="download" />
      {isBusy ? t.preparing : t.downloadCsv}
    </button>
  );
}

async function fetchParts(
  get: (query: Record<string, string>) => Promise<Response>,
  query: Record<string, string>,
): Promise<Blob[]> {
  const all: Blob[] = [];
  let search: Record<string, string> | null = query;
  while (search && all.length < MAX_PARTS) {
    const response = await get(search);
    all.push(await response.blob());
    search = nextPartQuery(response.headers.get("link"), search);
  }
  if (search) throw new Error(`The file has more than ${MAX_PARTS} parts.`);
  return all;
}

/** The query of the next part, taken from `<?cursor=…>; rel="next"`; null after the last part. */
export function nextPartQuery(
  link: string | null,
  query: Record<string, string>,
): Record<string, string> | null {
  const [, search] = /<\?([^>]*)>;\s*rel="next"/.exec(link ?? "") ?? [];
  return search === undefined ? null : { ...query, ...Object.fromEntries(new URLSearchParams(search)) };
}
