import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** Bundles the playground into dist/playground; does nothing when its sources and packages are those of the last build. */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SOURCES = join(ROOT, 'playground');
const TARGET = join(ROOT, 'dist/playground');
const STAMP = join(TARGET, '.built-from');
const COMPRESSED = /\.(?:js|css|html)$/;

const stamp = await hashOfInputs();
if ((await readFile(STAMP, 'utf8').catch(() => '')) === stamp) {
  console.log('The playground is up to date.');
} else {
  const started = performance.now();
  await rm(TARGET, { recursive: true, force: true });
  await mkdir(TARGET, { recursive: true });
  const workers = await buildWorkers();
  await buildPage(workers);
  await compress();
  await writeFile(STAMP, stamp);
  console.log(
    `The playground is built (${((performance.now() - started) / 1000).toFixed(1)} s).`,
  );
}

async function buildWorkers(): Promise<Record<string, string>> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: {
      'editor-worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
      'json-worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
      'graphql-worker': 'monaco-graphql/esm/graphql.worker.js',
    },
    ...settings(),
  });
  const find = (name: string) =>
    `/playground/${outputOf(metafile.outputs, `${name}-worker-`)}`;
  return {
    editor: find('editor'),
    json: find('json'),
    graphql: find('graphql'),
  };
}

async function buildPage(workers: Record<string, string>): Promise<void> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: { page: 'playground/main.tsx' },
    ...settings(),
    define: {
      'process.env.NODE_ENV': '"production"',
      WORKERS: JSON.stringify(workers),
    },
    loader: { '.ttf': 'file', '.woff2': 'file', '.svg': 'dataurl' },
    jsx: 'automatic',
  });
  const page = await readFile(join(SOURCES, 'index.html'), 'utf8');
  const script = outputOf(metafile.outputs, 'page-', '.js');
  const style = outputOf(metafile.outputs, 'page-', '.css');
  await writeFile(
    join(TARGET, 'index.html'),
    page.replace('SCRIPT', script).replace('STYLE', style),
  );
}

function settings() {
  return {
    bundle: true,
    minify: true,
    metafile: true,
    format: 'iife',
    target: 'es2022',
    outdir: TARGET,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    logLevel: 'error',
  } as const;
}

function outputOf(outputs: object, prefix: string, suffix = ''): string {
  const name = Object.keys(outputs)
    .map((path) => basename(path))
    .find((each) => each.startsWith(prefix) && each.endsWith(suffix));
  if (!name) throw new Error(`esbuild wrote no ${prefix}*${suffix}`);
  return name;
}

async function compress(): Promise<void> {
  for (const name of await readdir(TARGET)) {
    if (!COMPRESSED.test(name)) continue;
    const file = join(TARGET, name);
    await writeFile(
      `${file}.gz`,
      await promisify(gzip)(await readFile(file), { level: 9 }),
    );
  }
}

async function hashOfInputs(): Promise<string> {
  const hash = createHash('sha256');
  const sources = (await readdir(SOURCES))
    .sort()
    .map((name) => join(SOURCES, name));
  for (const file of [
    ...sources,
    join(ROOT, 'package-lock.json'),
    fileURLToPath(import.meta.url),
  ])
    hash.update(await readFile(file));
  return hash.digest('hex');
}
