import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../api/client";
import { saveFile } from "../csv";
import { useI18n } from "../i18n/i18n";
import { useApi } from "../services";
import { Icon } from "./icons";
import { useAnnouncer } from "./announcer";

interface DownloadableDocument {
  number: string;
  bytes: number;
}

/** An invoice or a credit note to keep: the PDF that people read, and the XML inside it that their systems read. */
export function DocumentDownloads(props: {
  path: string;
  document: DownloadableDocument;
  label: (number: string) => string;
}) {
  const { t, f } = useI18n();
  const { number, bytes } = props.document;
  const format = `PDF, ${f.count(Math.ceil(bytes / 1_000))} kB`;
  return (
    <span class="downloads">
      <Download
        path={props.path}
        name={`${number}.pdf`}
        type="application/pdf"
        label={props.label(`${number} ${format}`)}
      >
        <Icon name="download" />
        {number} <span class="small">{format}</span>
      </Download>
      <Download
        path={props.path}
        name={`${number}.xml`}
        type="application/xml"
        label={t.payments.downloadXml(number)}
      >
        XML
      </Download>
    </span>
  );
}

/** How often a document that is still being made is asked for by itself, and for how long at most between. */
const MAX_RETRIES = 5;
const MAX_RETRY_DELAY_SECONDS = 30;

/** How long to wait before asking again; undefined when asking again does not help. */
export function retryDelaySeconds(reason: unknown, times: number): number | undefined {
  if (!(reason instanceof ApiError) || reason.code !== "invoice-not-ready" || times >= MAX_RETRIES)
    return undefined;
  return Math.min(Math.max(reason.retryAfterSeconds ?? 1, 1), MAX_RETRY_DELAY_SECONDS);
}

/** The API wants the token, so the file is fetched and then handed to the browser. */
function Download(props: {
  path: string;
  name: string;
  type: "application/pdf" | "application/xml";
  label: string;
  children: preact.ComponentChildren;
}) {
  const { t } = useI18n();
  const api = useApi();
  const { say, warn } = useAnnouncer();
  const [isBusy, setBusy] = useState(false);
  const isGone = useRef(false);
  useEffect(() => () => void (isGone.current = true), []);

  async function download(times = 0): Promise<void> {
    setBusy(true);
    try {
      const answer = await api.fetch(props.path, { headers: { Accept: props.type } });
      saveFile(props.name, [await answer.blob()], props.type);
    } catch (reason) {
      const pause = retryDelaySeconds(reason, times);
      if (pause !== undefined) {
        say(t.payments.waiting);
        await new Promise((over) => setTimeout(over, pause * 1_000));
        return isGone.current ? undefined : await download(times + 1);
      }
      const isBeingMade = reason instanceof ApiError && reason.code === "invoice-not-ready";
      warn(isBeingMade ? t.payments.notReady : t.payments.notDownloaded);
    }
    setBusy(false);
  }
  return (
    <button
      type="button"
      class="button quiet"
      aria-busy={isBusy}
      aria-label={props.label}
      onClick={() => void (isBusy || download())}
    >
      {props.children}
    </button>
  );
}
