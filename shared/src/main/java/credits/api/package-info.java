/// The API's request bodies, and its problems and JSON that need the domain (authorization, payment, blockers). May
/// depend on `http`, `json` and the pure packages. Calls no store.
@NullMarked
package credits.api;

import org.jspecify.annotations.NullMarked;
