// Writes BUILD.json beside the bundle: what it was made from and what came out, so that a test
// without node can tell whether the committed bundle is that of the committed sources.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

const dist = join("..", "src", "sixhills", "web", "dist");
const record = join(dist, "BUILD.json");
const left = new Set(["node_modules", "openapi.json"]);

function list(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    left.has(entry.name)
      ? []
      : entry.isDirectory()
        ? list(join(folder, entry.name))
        : [join(folder, entry.name)],
  );
}

function hashes(folder, wanted = () => true) {
  const files = list(folder)
    .map((path) => [relative(folder, path).split(sep).join("/"), path])
    .filter(([name]) => wanted(name))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const hash = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");
  return Object.fromEntries(files.map(([name, path]) => [name, hash(path)]));
}

const isSource = (name) => !name.endsWith(".test.ts");
const isOutput = (name) => name !== "BUILD.json";
const tools = JSON.parse(readFileSync("package.json", "utf8")).devDependencies;
const told = {
  sources: hashes(".", isSource),
  outputs: hashes(dist, isOutput),
  vite: tools.vite,
};
writeFileSync(record, `${JSON.stringify(told, null, 2)}\n`);
