export { clientCredentials, type TokenSupplier } from "./tokens.js";
export { CreditsClient, type AuthorizationRequest, type CreditsClientOptions } from "./client.js";
export { Authorization, type AuthorizationStatus } from "./authorization.js";
export {
  BufferFullError,
  CreditsError,
  OutcomeUnknownError,
  QuotaExceededError,
  RequestRejectedError,
  type Blocker,
  type Problem,
} from "./errors.js";
export { newId } from "./ids.js";
export { UsageReporter, type UsageReporterOptions } from "./reporter.js";
export type { Line, Report, Unsent, UnsentReason } from "./report.js";
export { httpSink, sqsSink, type Outcome, type ReportSink, type SqsBatch, type SqsBatchResult } from "./sinks.js";
