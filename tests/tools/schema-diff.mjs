// Fails on a breaking change of the schema that the changelog does not declare.
//
//   node schema-diff.mjs OLD.graphql NEW.graphql CHANGELOG.md
//
// A breaking change is declared by naming what it is about, `Person.quotes`, in the changelog's first section.
import { readFile } from "node:fs/promises";
import { CriticalityLevel, diff } from "@graphql-inspector/core";
import { buildSchema } from "graphql";

const [older, newer, log] = await Promise.all(process.argv.slice(2).map((path) => readFile(path, "utf8")));
const [, unreleased = ""] = log.split(/^## /m);
const changes = await diff(buildSchema(older), buildSchema(newer));
const isDeclared = ({ path }) => path !== undefined && unreleased.includes(`\`${path}\``);

let undeclared = 0;
for (const change of changes) {
  const isBreaking = change.criticality.level === CriticalityLevel.Breaking;
  const refused = isBreaking && !isDeclared(change);
  undeclared += Number(refused);
  if (isBreaking) console.log(`${refused ? "undeclared" : "declared"}: ${change.path}: ${change.message}`);
}
console.log(`${changes.length} changes, ${undeclared} of them breaking and undeclared`);
process.exit(undeclared > 0 ? 1 : 0);
