import { requireSecure } from "./ids.js";
import type { Report } from "./report.js";
import type { TokenSupplier } from "./tokens.js";
import { send } from "./transport.js";

/** `accepted` is durable, `retry` is sent again, unchanged; `rejected` will never be accepted. */
export type Outcome = { kind: "accepted" | "retry" | "rejected"; detail: string };

/** Sends at most ten reports of 256 KB together, and returns the outcome of each, in order. */
export type ReportSink = (reports: Report[]) => Promise<Outcome[]>;

const TIMEOUT_MILLIS = 15_000;
// The batch or the caller is refused; sending it again changes nothing. Everything else may pass.
const FINAL_STATUSES = [400, 403, 413, 415];

/** Reports through the API, which books before it answers. The token needs `usage:report`. */
export function httpSink(endpoint: string, token: TokenSupplier): ReportSink {
  const base = requireSecure(endpoint, "the endpoint");
  return async (reports) => {
    const text = `[${reports.map((report) => report.body).join(",")}]`;
    const { status, body } = await send(base, token, { method: "POST", path: "/v1/usage_reports" }, TIMEOUT_MILLIS, text);
    if (status === 200) return (body["data"] as Record<string, string>[]).map(toOutcome);
    const kind = FINAL_STATUSES.includes(status) ? "rejected" : "retry";
    return reports.map(() => ({ kind, detail: `the API answers ${status}: ${JSON.stringify(body)}` }));
  };
}

function toOutcome(verdict: Record<string, string>): Outcome {
  switch (verdict["status"]) {
    case "booked":
    case "already_booked":
      return { kind: "accepted", detail: "" };
    case "invalid":
      return { kind: "rejected", detail: `${verdict["reason_code"]} ${verdict["reason_detail"]}` };
    default:
      return { kind: "retry", detail: "the verdict is unknown" };
  }
}

export type SqsBatch = { QueueUrl: string; Entries: { Id: string; MessageGroupId: string; MessageBody: string }[] };
export type SqsBatchResult = {
  Successful?: { Id?: string | undefined }[] | undefined;
  Failed?: { Id?: string | undefined; Code?: string | undefined; Message?: string | undefined; SenderFault?: boolean | undefined }[] | undefined;
};

/**
 * Reports through the usage queue, with the AWS SDK that you have:
 * `sqsSink(queueUrl, (batch) => sqs.send(new SendMessageBatchCommand(batch)))`.
 */
export function sqsSink(queueUrl: string, sendBatch: (batch: SqsBatch) => Promise<SqsBatchResult>): ReportSink {
  return async (reports) => {
    const entries = reports.map((report, index) => ({
      Id: String(index), MessageGroupId: report.organisation, MessageBody: report.body,
    }));
    const outcomes: Outcome[] = reports.map(() => ({ kind: "retry", detail: "missing in the response of SQS" }));
    const result = await sendBatch({ QueueUrl: queueUrl, Entries: entries });
    for (const { Id } of result.Successful ?? []) outcomes[Number(Id)] = { kind: "accepted", detail: "" };
    for (const { Id, Code = "", Message = "", SenderFault } of result.Failed ?? []) {
      const mayPass = !SenderFault || /Throttl|LimitExceeded|OverLimit/.test(Code);
      outcomes[Number(Id)] = { kind: mayPass ? "retry" : "rejected", detail: `${Code}: ${Message}` };
    }
    return outcomes;
  };
}
