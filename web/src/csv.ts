/** RFC 4180: texts in quotes where they must be, lines that end in CRLF. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(quoted).join(",") + "\r\n").join("");
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Browsers begin to read the file after the click, some of them only when a person has said where to put it. */
const REVOKE_AFTER_MS = 40_000;

/** Hands a file to the browser. */
export function saveFile(name: string, parts: BlobPart[], type = "text/csv;charset=utf-8"): void {
  const url = URL.createObjectURL(new Blob(parts, { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER_MS);
}
