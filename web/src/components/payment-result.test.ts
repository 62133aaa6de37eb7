import { describe, expect, test } from "vitest";
import { messageFor, type PaymentContext } from "./payment-result";

describe("the message about a payment", () => {
  const seen: PaymentContext = {
    returnPath: null,
    topUp: undefined,
    listed: undefined,
    balance: "3.10",
    isRecent: false,
    isUnknown: false,
    isSlow: false,
  };
  const returned: PaymentContext = { ...seen, returnPath: "returned", isRecent: true };
  const paid = { status: "paid" } as const;
  const open = { status: "open" } as const;

  test.each<[string, PaymentContext, ReturnType<typeof messageFor>]>([
    ["is missing for a link until the payment is known", seen, null],
    ["is missing for another organisation's payment", { ...returned, isUnknown: true }, null],
    ["is 'received' right after paying", returned, "received"],
    ["stays 'received' while Stripe still reports it as open", { ...returned, topUp: open }, "received"],
    ["becomes 'slow' after a minute", { ...returned, topUp: open, isSlow: true }, "slow"],
    ["says for a plain link that nothing has been paid yet", { ...seen, topUp: open, isSlow: true }, "open"],
    [
      "confirms a cancellation once it is known",
      { ...seen, returnPath: "cancelled", topUp: open },
      "cancelled",
    ],
    ["is missing after a cancellation until it is known", { ...seen, returnPath: "cancelled" }, null],
    ["is 'added' once the list shows the credits", { ...returned, topUp: paid, listed: paid }, "added"],
    [
      "stays 'received' while the list does not show them",
      { ...returned, topUp: paid, listed: open },
      "received",
    ],
    [
      "stays 'received' while the list is loading",
      { ...returned, topUp: paid, balance: undefined },
      "received",
    ],
    ["is 'paid' for an old link, without a balance", { ...seen, topUp: paid, listed: paid }, "paid"],
    ["is 'paid' for a payment that is not in the list", { ...returned, topUp: paid }, "paid"],
    ["reports a refund that is not in the list", { ...seen, topUp: { status: "refunded" } }, "refunded"],
    [
      "is missing for a refund that the list shows",
      { ...returned, topUp: paid, listed: { status: "refunded" } },
      null,
    ],
    [
      "follows the list if it is ahead",
      { ...returned, topUp: { status: "processing" }, listed: paid },
      "added",
    ],
    ["reports a failure", { ...returned, topUp: { status: "failed" } }, "notPaid"],
  ])("%s", (_, context, message) => {
    expect(messageFor(context)).toBe(message);
  });
});
