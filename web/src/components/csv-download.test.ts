import { expect, test } from "vitest";
import { nextPartQuery } from "./csv-download";

test("the link to the next part keeps the query, and the last part has no link", () => {
  expect(nextPartQuery('<?cursor=AQ_-1>; rel="next"', { category: "Chat" })).toEqual({
    category: "Chat",
    cursor: "AQ_-1",
  });
  expect(nextPartQuery(null, {})).toBeNull();
});
