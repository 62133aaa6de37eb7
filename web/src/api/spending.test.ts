import { expect, test } from "vitest";
import { sumEntries } from "./spending";

test("debited entries are summed by service and by member, the most expensive first", () => {
  const head = "id,operation,cost,member,reference,status\r\n";
  const monday = `${head}1,query.run,0.12,usr_li,"a ""b"", c",debited\r\n2,query.run,9.00,usr_li,,uncovered\r\n`;
  const tuesday = `${head}3,chat.message,0.000000001,,,debited\r\n4,translation.page,0.09,usr_li,,debited\r\n`;

  expect(sumEntries([monday, tuesday])).toEqual({
    operation: [
      { name: "query.run", cost: "0.12" },
      { name: "translation.page", cost: "0.09" },
      { name: "chat.message", cost: "0.000000001" },
    ],
    member: [
      { name: "usr_li", cost: "0.21" },
      { name: null, cost: "0.000000001" },
    ],
  });
});
