import { expect, test } from "vitest";
import { parseAmount } from "../money";
import { format } from "./format";

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

test.each([
  ["en-IE", "€1,234.50", "€12,345.67", "€0.0025", "1 Dec 2026", "November 2026"],
  ["de-DE", "1.234,50 €", "12.345,67 €", "0,0025 €", "1. Dez. 2026", "November 2026"],
  ["it-IT", "1.234,50 €", "12.345,67 €", "0,0025 €", "1 dic 2026", "novembre 2026"],
  ["fr-FR", "1 234,50 €", "12 345,67 €", "0,0025 €", "1 déc. 2026", "novembre 2026"],
  ["es-ES", "1.234,50 €", "12.345,67 €", "0,0025 €", "1 dic 2026", "noviembre de 2026"],
])("%s formats amounts and dates as its country does", (locale, small, large, tiny, day, month) => {
  const f = format(locale);
  expect(plain(f.money("1234.5"))).toBe(small);
  expect(plain(f.money("12345.67"))).toBe(large);
  expect(plain(f.exact("0.0025"))).toBe(tiny);
  expect(plain(f.day("2026-12-01"))).toBe(day);
  expect(plain(f.month("2026-11"))).toBe(month);
});

test("an amount is formatted without losing a digit", () => {
  expect(format("en-IE").exact("9007199254740993.123456789")).toBe("€9,007,199,254,740,993.123456789");
});

test("an instant is shown in the account's time zone, whatever the viewer's", () => {
  const f = format("en-IE");
  expect(f.clock("2026-11-30T23:30:00Z", "Europe/Rome")).toBe("00:30");
  expect(f.date("2026-11-30T23:30:00Z", "Europe/Rome")).toBe("1 Dec 2026");
  expect(f.date("2026-11-30T23:30:00Z", "UTC")).toBe("30 Nov 2026");
});

test("only the first of a month is an ordinal in French", () => {
  const french = format("fr-FR");
  expect(plain(french.longDay("2026-12-01"))).toBe("1er décembre 2026");
  expect(plain(french.longDate("2026-11-30T23:00:00Z", "Europe/Rome"))).toBe("1er décembre 2026");
  expect(plain(french.moment("2026-11-30T23:00:00Z", "Europe/Rome"))).toBe("1er décembre 2026 à 00:00");
  expect(plain(french.longDay("2026-12-11"))).toBe("11 décembre 2026");
  expect(plain(format("it-IT").longDay("2026-12-01"))).toBe("1 dicembre 2026");
});

test.each([
  ["en-IE", "1234.50"],
  ["de-DE", "1234,50"],
  ["it-IT", "1234,50"],
  ["fr-FR", "1234,50"],
  ["es-ES", "1234,50"],
])("an amount in an input field follows %s and is parsed as the same amount", (locale, text) => {
  const { typed } = format(locale);
  expect(typed("1234.50")).toBe(text);
  expect(parseAmount(typed("1234.50"))).toEqual({ amount: "1234.50" });
  expect(parseAmount(typed("0.00"))).toEqual({ amount: "0.00" });
  expect(typed("0.125").replace(",", ".")).toBe("0.125");
});

test("the plural follows the language: 0 is singular in French, and 0.5 is plural in English", () => {
  expect(format("fr-FR").form("0")).toBe("one");
  expect(format("en-IE").form("0.5")).toBe("other");
});
