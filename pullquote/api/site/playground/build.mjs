// Bundles GraphiQL into dist/: content-hashed, so that it can be cached for ever, and compressed, so that
// the server only sends files. dist/manifest.json names what the page loads.
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "esbuild";

const folder = import.meta.dirname;
const output = join(folder, "dist");
// Monaco asks for its workers by these labels; each is a script of its own.
const workers = {
  editorWorkerService: "monaco-editor/esm/vs/editor/editor.worker.js",
  json: "monaco-editor/esm/vs/language/json/json.worker.js",
  graphql: "monaco-graphql/esm/graphql.worker.js",
};
// Below this size (bytes), compressing costs more than the packets it saves.
const smallestCompressed = 1024;
const alreadyCompressed = [".woff2", ".woff", ".png"];

const common = {
  absWorkingDir: folder,
  outdir: "dist",
  bundle: true,
  minify: true,
  metafile: true,
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  target: ["chrome109", "firefox115", "safari16"],
  define: { "process.env.NODE_ENV": '"production"' },
  legalComments: "linked",
  logLevel: "warning",
};

/** The outputs of a build by their bare names; each entry point's CSS holds that of all it imports. */
function outputsOf({ metafile }) {
  return new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]));
}

function outputOf(outputs, source) {
  const found = [...outputs].find(([, { entryPoint }]) => entryPoint?.endsWith(source));
  if (!found) throw new Error(`Nothing was built from ${source}`);
  return found;
}

/** The scripts that must be there before `name` can run, itself included. */
function needed(outputs, name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const { path, kind } of outputs.get(name).imports) {
    if (kind === "import-statement") needed(outputs, basename(path), found);
  }
  return found;
}

async function compress(name) {
  const path = join(output, name);
  const content = await readFile(path);
  if (content.length < smallestCompressed || alreadyCompressed.some((suffix) => name.endsWith(suffix))) return;
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  await Promise.all([
    promisify(brotliCompress)(content, brotli).then((data) => writeFile(`${path}.br`, data)),
    promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }).then((data) => writeFile(`${path}.gz`, data)),
  ]);
}

await rm(output, { recursive: true, force: true });
await mkdir(output, { recursive: true });

const built = outputsOf(await build({ ...common, format: "iife", entryPoints: workers }));
const workerFiles = Object.fromEntries(
  Object.entries(workers).map(([label, source]) => [label, outputOf(built, source)[0]]),
);

const loader = { ".woff2": "file", ".ttf": "file" };
const page = outputsOf(
  await build({
    ...common,
    format: "esm",
    splitting: true,
    entryPoints: { playground: "src/first.ts" },
    define: { ...common.define, WORKER_FILES: JSON.stringify(workerFiles) },
    loader,
  }),
);
const fonts = outputsOf(await build({ ...common, entryPoints: { fonts: "src/fonts.css" }, loader }));

const [script] = outputOf(page, "src/first.ts");
const style = basename(outputOf(page, "src/main.tsx")[1].cssBundle);
// GraphiQL is imported when the first answer is on the page, and Monaco when GraphiQL has mounted; named in the page,
// they are fetched meanwhile.
const later = ["src/main.tsx", "monaco-graphql/esm/monaco-editor.js", "monaco-graphql/esm/lite.js"];
const first = needed(page, script);
const editor = new Set(later.flatMap((source) => [...needed(page, outputOf(page, source)[0])]).filter((name) => !first.has(name)));
first.delete(script);
const manifest = { script, style, fonts: outputOf(fonts, "src/fonts.css")[0], first: [...first], editor: [...editor] };

const unused = [...page.keys()].filter((name) => name.endsWith(".css") && name !== style);
await Promise.all(unused.map((name) => rm(join(output, name))));
for (const name of await readdir(output)) if (!name.endsWith(".txt")) await compress(name);
// Last, so that all that a manifest names is there.
await writeFile(join(output, "manifest.json"), JSON.stringify(manifest, null, 2));
