// Run by SnippetsTest: a report with one line, an authorization, a capture, a rejected request, and a debit without a response.
import { SQSClient } from "@aws-sdk/client-sqs";
import { post } from "./authorize.js";
import { newReport, send } from "./report.js";

const [queueUrl, endpoint] = process.argv.slice(2) as [string, string];
const credentials = { accessKeyId: "local", secretAccessKey: "local" };
const sqs = new SQSClient({ region: "eu-central-1", endpoint: new URL(queueUrl).origin, credentials });
const line = { operation: "translation.document", quantity: "1250", at: new Date().toISOString(), member: "usr_giulia" };
const report = newReport("org_acme", [line]);
await send(sqs, queueUrl, report);
await send(sqs, queueUrl, report);

const service = { endpoint, token: async () => "t0ken" };
const request = { organisation: "org_acme", operation: "translation.document", quantity: "1250", capture: false };
const held = await post(service, "/v1/authorizations", request);
const path = `/v1/authorizations/${held.id}/capture`;
const captured = await post(service, path, { organisation: "org_acme", quantity: "1000" });
const rejectedCode = await post(service, "/v1/authorizations", request).catch((error) => error.body.code);
const debit = { ...request, capture: true };
const lost = await post(service, "/v1/authorizations", debit, undefined, 1_000).catch((error) => error);
const repeated = await post(service, "/v1/authorizations", debit, lost.key, 1_000).catch((error) => error);
const unencrypted = { ...service, endpoint: endpoint.replace("localhost", "localhost.example") };
const refusal = await post(unencrypted, "/v1/authorizations", debit).catch((error) => error.message.replaceAll(" ", "-"));
console.log(report.id, captured.status, rejectedCode, lost.status, repeated.key, refusal);
