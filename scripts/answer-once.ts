import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Starts the built server on the Node that runs this script, asks it one query, and says whether it answered. What it finds as
 * a cluster only knows its version. */
const main = fileURLToPath(new URL('../src/main.js', import.meta.url));
const cluster = createServer((_request, response) => {
  response
    .setHeader('content-type', 'application/json')
    .end('{"gitVersion":"v1.37.2"}');
});
cluster.listen(0, '127.0.0.1');
await once(cluster, 'listening');
const folder = mkdtempSync(join(tmpdir(), 'moorage-node-'));
const kubeconfig = join(folder, 'kubeconfig');
writeFileSync(
  kubeconfig,
  kubeConfig(`http://127.0.0.1:${(cluster.address() as AddressInfo).port}`),
);

const server = spawn(process.execPath, [main], {
  env: { KUBECONFIG: kubeconfig, PORT: '0' },
  stdio: ['ignore', 'pipe', 'pipe'],
});
const answer = await Promise.race([
  ask(),
  once(server, 'exit').then(() => 'the server ended'),
]);
server.kill('SIGTERM');
cluster.closeAllConnections();
cluster.close();
rmSync(folder, { recursive: true });
console.log(`Node ${process.version}: ${answer}`);
const wanted = process.argv[2] ?? '';
process.exitCode =
  answer === 'v1.37.2' && process.version.startsWith(`v${wanted}`) ? 0 : 1;

async function ask(): Promise<string> {
  let printed = '';
  for await (const chunk of server.stdout) {
    printed += String(chunk);
    const url = /The API is at (http:\/\/\S+)\/graphql/.exec(printed)?.[1];
    if (!url) continue;
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ cluster { version } }"}',
    });
    const { data } = (await response.json()) as {
      data?: { cluster: { version: string } };
    };
    return data?.cluster.version ?? 'no answer';
  }
  return printed;
}

function kubeConfig(server: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'once',
    clusters: [{ name: 'once', cluster: { server } }],
    users: [{ name: 'once', user: { token: 'none' } }],
    contexts: [{ name: 'once', context: { cluster: 'once', user: 'once' } }],
  });
}
