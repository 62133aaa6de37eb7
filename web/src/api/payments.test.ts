import { expect, test } from "vitest";
import { isInvoicePending, type Payment } from "./payments";

test("an invoice is pending only for a while after a payment", () => {
  const at = Date.parse("2026-11-22T12:00:00Z");
  const payment = { status: "paid", invoice: null, created_at: "2026-11-22T12:00:00Z" } as Payment;
  expect(isInvoicePending(payment, at + 60_000)).toBe(true);
  expect(isInvoicePending(payment, at + 3_600_000)).toBe(false);
  expect(isInvoicePending({ ...payment, status: "open" }, at)).toBe(false);
  expect(isInvoicePending({ ...payment, invoice: { number: "2026-000042", bytes: 1 } }, at)).toBe(false);
});
