/** Takes the place of `session/paths.ts` in the console. */
export const HOME = "/operator";
export const SIGNED_IN = "/operator/signed-in";
export const SIGNED_OUT = "/operator/signed-out";
export const ACCOUNT = "/operator/account";
export const CLOSE = "/operator/monthly-close";
export const ADJUSTMENTS = "/operator/adjustments";

/** The address of an account. The id is in the query, because it may have a dot, which a path of a page has not. */
export const accountPath = (organisation: string): string =>
  `${ACCOUNT}?${new URLSearchParams({ organisation })}`;
