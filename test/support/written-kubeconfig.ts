import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface KubeConfigParts {
  server?: string;
  cluster?: object;
  user?: object;
  context?: object;
  /** Fields beside the lists. */
  more?: object;
}

export interface KubeConfigFolder {
  path: string;
  /** Writes a file beside the kubeconfigs. */
  write(name: string, text: string): string;
  /** Writes a kubeconfig of one cluster c1, one user u1 and the contexts one (current) and guest, which has no user. */
  kubeconfig(parts: KubeConfigParts): string;
  remove(): void;
}

export const base64 = (text: string): string =>
  Buffer.from(text).toString('base64');

/** A folder for the kubeconfigs of a test. */
export function createKubeConfigFolder(): KubeConfigFolder {
  const path = mkdtempSync(join(tmpdir(), 'moorage-config-'));
  let count = 0;
  const write = (name: string, text: string) => {
    writeFileSync(join(path, name), text);
    return join(path, name);
  };
  return {
    path,
    write,
    kubeconfig({
      server = 'https://example.test:6443/',
      cluster,
      user = { token: 't1' },
      context,
      more,
    }) {
      const config = {
        apiVersion: 'v1',
        kind: 'Config',
        'current-context': 'one',
        clusters: [{ name: 'c1', cluster: { server, ...cluster } }],
        users: [{ name: 'u1', user }],
        contexts: [
          { name: 'one', context: { cluster: 'c1', user: 'u1', ...context } },
          { name: 'guest', context: { cluster: 'c1' } },
        ],
        ...more,
      };
      return write(`config-${count++}`, JSON.stringify(config));
    },
    remove: () => rmSync(path, { recursive: true }),
  };
}
