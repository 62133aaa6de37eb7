import {
  Configuration,
  FeaturesApi,
  LimitsApi,
  MembersApi,
  PaymentsApi,
  PricesApi,
  UsageApi,
} from "./typescript-fetch/index";

// Ten calls with a generated client against the local run. The first unexpected response ends the program. Takes the URL,
// the tokens of an owner of `northwind` and of a service, and two idempotency keys.
const [basePath, ownerToken, serviceToken, key, otherKey] = process.argv.slice(2) as [string, string, string, string, string];
const owner = new Configuration({ basePath, accessToken: ownerToken });
const service = new Configuration({ basePath, accessToken: serviceToken });

function expect(isAsExpected: boolean, call: string): void {
  if (!isAsExpected) throw new Error(`unexpected: ${call}`);
  console.log(`${call} is as expected`);
}

async function main(): Promise<void> {
  const usage = new UsageApi(owner);
  expect((await new MembersApi(owner).getMe()).organisation.id === "northwind", "me");
  const month = await usage.getMonthlyOverview({ month: "current" });
  expect(month.statusCauses.length === 3, "overview");
  const year = String(new Date().getUTCFullYear());
  expect((await usage.getMonthlyHistory({ year })).months.length > 0, "history");
  const date = month.days.at(-1)!.date;
  expect((await usage.getDailyDetail({ date, limit: 1 })).data.length === 1, "day");
  const operation = (await new PricesApi(owner).getPrices({ query: "deep" })).data[0]!.code;
  const quota = await new UsageApi(service).getQuota({ organisation: "northwind", operation, quantity: "1000000" });
  expect(quota.blockers.map(({ cause }) => cause).join() === "spending_limit_reached,insufficient_credits", "quota");
  const { alertThreshold, allowedLimit, alertRecipients } = await new LimitsApi(owner).getLimits();
  const newLimits = { alertThreshold, allowedLimit, alertRecipients: alertRecipients ?? [] };
  const saved = await new LimitsApi(owner).putLimits({ ifMatch: "*", newLimits });
  expect(saved.allowedLimit === allowedLimit, "limits");
  expect((await new PaymentsApi(owner).getPayments({ limit: 1 })).data.length === 1, "payments");

  const features = new FeaturesApi(service);
  const work = { organisation: "acme", operation, quantity: "2" };
  const { id } = await features.authorize({ idempotencyKey: key, newAuthorization: work });
  const newCapture = { organisation: "acme", quantity: "1" };
  const settled = await features.captureAuthorization({ id, idempotencyKey: otherKey, newCapture });
  expect(settled.status === "captured", "capture");
}

main().catch((reason: unknown) => {
  console.error(reason);
  process.exitCode = 1;
});
