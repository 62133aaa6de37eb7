/** The paths that the provider redirects to, and the one to start at. The console has its own in `operator/paths.ts`. */
export const SIGNED_IN = "/signed-in";
export const SIGNED_OUT = "/signed-out";
export const HOME = "/";
