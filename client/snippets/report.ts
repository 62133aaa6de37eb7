// Reports usage. Create a report once, when the work is done; if it is sent again unchanged, it is still booked once.
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { v7 as newId } from "uuid";

export type Line = {
  operation: string; quantity: string; at: string; // the quantity as a string of digits, such as "1250", never a number
  member?: string; reference?: string; authorization?: string;
};

export function newReport(organisation: string, lines: Line[]) { // 1 to 1,000 lines, 256 KB
  return {
    specversion: "1.0", type: "credits.usage.v1", source: "/features/translation", id: newId(),
    subject: organisation, time: new Date().toISOString(), datacontenttype: "application/json", data: { lines },
  };
}

export async function send(sqs: SQSClient, queueUrl: string, report: ReturnType<typeof newReport>) {
  const message = { QueueUrl: queueUrl, MessageGroupId: report.subject, MessageBody: JSON.stringify(report) };
  await sqs.send(new SendMessageCommand(message)); // if it throws, keep the report and send it again later
}
