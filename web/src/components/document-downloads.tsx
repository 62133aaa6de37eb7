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

/** Buttons to download an invoice or a credit note: the PDF for people, and the XML inside it for software. */
export function DocumentDownloads(props: {
  path: string;
  document: DownloadableDocument;
  label: (number: string) => string;
}) {
  const { t, f } = useI18n();
  const { number, bytes } = props.document;
  const size = `${f.count(Math.ceil(bytes / 1_000))} kB`;
  return (
    <span class="downloads">
      <Download
        path={props.path}
        name={`${number}.pdf`}
        type="application/pdf"
        label={props.label(`${number} PDF, ${size}`)}
      >
        <Icon name="download" />
        {number} <span class="small">PDF</span>
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

const MAX_RETRIES = 5;
const MAX_RETRY_DELAY_SECONDS = 30;

/** The delay before a document that is not ready is requested again; undefined if retrying does not help. */
export function retryDelaySeconds(reason: unknown, retries: number): number | undefined {
  if (!(reason instanceof ApiError) || reason.code !== "invoice-not-ready" || retries >= MAX_RETRIES)
    return undefined;
  return Math.min(Math.max(reason.retryAfterSeconds ?? 1, 1), MAX_RETRY_DELAY_SECONDS);
}

/** A button instead of a link, because the API requires the token in a header. */
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
  const isUnmounted = useRef(false);
  useEffect(() => () => void (isUnmounted.current = true), []);

  async function download(retries = 0): Promise<void> {
    setBusy(true);
    try {
      const response = await api.fetch(props.path, { headers: { Accept: props.type } });
      saveFile(props.name, [await response.blob()], props.type);
    } catch (reason) {
      const delay = retryDelaySeconds(reason, retries);
      if (delay !== undefined) {
        say(t.payments.waiting);
        await new Promise((resolve) => setTimeout(resolve, delay * 1_000));
        return isUnmounted.current ? undefined : await download(retries + 1);
      }
      const isNotReady = reason instanceof ApiError && reason.code === "invoice-not-ready";
      warn(isNotReady ? t.payments.notReady : t.payments.notDownloaded);
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
