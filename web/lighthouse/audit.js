import lighthouse from "lighthouse";

/** node audit.js <address> <flags as JSON>: prints Lighthouse's result as JSON. */
const [address, flags] = process.argv.slice(2);
const result = await lighthouse(address, JSON.parse(flags));
if (!result) throw new Error(`Lighthouse has no result for ${address}`);
process.stdout.write(JSON.stringify(result.lhr));
