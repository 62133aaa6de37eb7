import { expect, test } from "vitest";
import { nextPartQuery, withoutHead } from "./csv-download";

test("the link to the next part keeps the query, and the last part has no link", () => {
  expect(nextPartQuery('<?cursor=AQ_-1>; rel="next"', { category: "Chat" })).toEqual({
    category: "Chat",
    cursor: "AQ_-1",
  });
  expect(nextPartQuery(null, {})).toBeNull();
});

test("only the first table of a file keeps the names of its columns", () => {
  expect(withoutHead("id,time\r\na,1\r\nb,2\r\n")).toBe("a,1\r\nb,2\r\n");
  expect(withoutHead("id,time\r\n")).toBe("");
});
