import { useState } from "preact/hooks";
import { save } from "../csv";
import { useI18n } from "../i18n/i18n";
import { useApi } from "../services";
import { Icon } from "./icons";
import { useLive } from "./live";

/** An invoice or a credit note to keep. The API wants the token, so it is fetched and then handed to the browser. */
export function DownloadDocument(props: {
  path: string;
  document: { number: string; bytes: number };
  label: (number: string) => string;
}) {
  const { t, f } = useI18n();
  const api = useApi();
  const { warn, say } = useLive();
  const [isBusy, setBusy] = useState(false);
  const { number, bytes } = props.document;

  async function download() {
    if (isBusy) return;
    setBusy(true);
    try {
      const answer = await api.fetch(props.path, { headers: { Accept: "application/pdf" } });
      save(`${number}.pdf`, [await answer.blob()], "application/pdf");
    } catch {
      say(t.payments.notReady);
      warn(t.payments.notReady);
    } finally {
      setBusy(false);
    }
  }
  return (
    <button
      type="button"
      class="button quiet"
      aria-busy={isBusy}
      aria-label={props.label(number)}
      onClick={() => void download()}
    >
      <Icon name="download" />
      {number} <span class="small">PDF, {f.count(Math.ceil(bytes / 1_000))} kB</span>
    </button>
  );
}
