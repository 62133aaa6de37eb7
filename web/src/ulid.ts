const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TIME_DIGITS = 10;

/** Creates a ULID: 48 bits of milliseconds and 80 random bits. */
export function ulid(now = Date.now(), random = crypto.getRandomValues(new Uint8Array(16))): string {
  let time = "";
  for (let rest = now; time.length < TIME_DIGITS; rest = Math.floor(rest / 32))
    time = ALPHABET[rest % 32] + time;
  return time + Array.from(random, (byte) => ALPHABET[byte % 32]).join("");
}
