// Lists what the stacks of an assembly hold: node scripts/list-resources.js <folder>
const { readFileSync } = require("node:fs");
const { join } = require("node:path");

const folder = process.argv[2];
const { artifacts } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
const stacks = Object.entries(artifacts).filter(([, artifact]) => artifact.type === "aws:cloudformation:stack");
let all = 0;

for (const [id, { properties }] of stacks) {
  const { Resources: resources, Outputs: outputs = {} } = JSON.parse(
    readFileSync(join(folder, properties.templateFile), "utf8"),
  );
  const byType = {};
  for (const [name, { Type: type, DeletionPolicy: kept }] of Object.entries(resources))
    (byType[type] ??= []).push(kept === "Retain" ? `${name} (kept)` : name);
  const count = Object.keys(resources).length;
  all += count;

  console.log(`\n${properties.stackName}: ${count} resources${properties.terminationProtection ? ", protected" : ""}`);
  for (const type of Object.keys(byType).sort()) {
    console.log(`  ${type}`);
    for (const name of byType[type].sort()) console.log(`    ${name}`);
  }
  const named = Object.keys(outputs).filter((name) => !name.startsWith("ExportsOutput"));
  if (named.length) console.log(`  gives ${named.sort().join(", ")}`);
}
console.log(`\n${stacks.length} stacks, ${all} resources`);
