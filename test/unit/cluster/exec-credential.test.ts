import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { ExecPlugin } from '../../../src/cluster/connection.js';
import { createExecCredentials } from '../../../src/cluster/exec-credential.js';
import { createKubeConfigFolder } from '../../support/written-kubeconfig.js';

const VERSION = 'client.authentication.k8s.io/v1';
const folder = createKubeConfigFolder();
const told: string[] = [];
const runs = join(folder.path, 'runs');
const countRuns = () =>
  existsSync(runs) ? readFileSync(runs, 'utf8').trim().split('\n').length : 0;

/** A program in sh that counts its runs first. */
function plugin(script: string, more: Partial<ExecPlugin> = {}): ExecPlugin {
  const command = folder.write(
    'login',
    `#!/bin/sh\necho run >> ${runs}\n${script}\n`,
  );
  chmodSync(command, 0o755);
  return {
    ...{ command, args: ['--quiet'], apiVersion: VERSION },
    environment: { PATH: process.env.PATH, REGION: 'north' },
    tell: (text) => told.push(text),
    ...more,
  };
}
const tells = (status: object) =>
  `cat <<'END'\n${JSON.stringify({ apiVersion: VERSION, kind: 'ExecCredential', status })}\nEND`;
const inSeconds = (seconds: number, from = Date.now()) =>
  new Date(from + seconds * 1_000).toISOString();

beforeEach(() => {
  told.length = 0;
  rmSync(runs, { force: true });
});
afterAll(() => folder.remove());

describe('a credential plugin', () => {
  test('is run once for many at a time, and kept', async () => {
    const { get } = createExecCredentials(
      plugin(`sleep 0.2\n${tells({ token: 'told' })}`),
    );
    const all = await Promise.all(Array.from({ length: 30 }, () => get()));
    expect(new Set(all.map(({ token }) => token))).toEqual(new Set(['told']));
    await get();
    expect(countRuns()).toBe(1);
  });

  test('is run again a minute before what it told expires', async () => {
    let now = Date.now();
    const { get } = createExecCredentials(
      plugin(tells({ token: 't', expirationTimestamp: inSeconds(90, now) })),
      { now: () => now },
    );
    await get();
    now += 29_000;
    await get();
    expect(countRuns()).toBe(1);
    now += 2_000;
    await get();
    expect(countRuns()).toBe(2);
  });

  test('is run again when the cluster refuses what it told, but not for every refusal', async () => {
    let now = Date.now();
    const credentials = createExecCredentials(plugin(tells({ token: 't' })), {
      now: () => now,
    });
    await credentials.get();
    credentials.forget();
    await credentials.get();
    expect(countRuns()).toBe(1);
    now += 6_000;
    credentials.forget();
    credentials.forget();
    await credentials.get();
    expect(countRuns()).toBe(2);
  });

  test('finds its arguments, its variables and what it may know of the cluster', async () => {
    const script = `printf '{"apiVersion":"${VERSION}","kind":"ExecCredential","status":{"token":"%s %s %s"}}' "$1" "$REGION" "$(printf %s "$KUBERNETES_EXEC_INFO" | base64 | tr -d '\\n')"`;
    const { token = '' } = await createExecCredentials(
      plugin(script, { cluster: { server: 'https://c.test' } }),
    ).get();
    const [argument, region, info = ''] = token.split(' ');
    expect([argument, region]).toEqual(['--quiet', 'north']);
    expect(JSON.parse(Buffer.from(info, 'base64').toString())).toEqual({
      apiVersion: VERSION,
      kind: 'ExecCredential',
      spec: { interactive: false, cluster: { server: 'https://c.test' } },
    });
  });

  test('is killed with its children when its time is up', async () => {
    const late = join(folder.path, 'late');
    const { get } = createExecCredentials(
      plugin(`(sleep 1; touch ${late}) &\nsleep 30`),
      { deadline: 200 },
    );
    await expect(get()).rejects.toMatchObject({ reason: 'OwnRefusal' });
    expect(told).toEqual([
      expect.stringMatching(/login".*did not end within 0.2 s/),
    ]);
    await sleep(1_300);
    expect(existsSync(late)).toBe(false);
  });

  test('that fails is told of to the operator only, and is not run for every call', async () => {
    let now = Date.now();
    const { get } = createExecCredentials(
      plugin('echo secret reason >&2\nexit 3'),
      { now: () => now },
    );
    for (const attempt of [get(), get(), get()])
      await expect(attempt).rejects.toMatchObject({
        reason: 'OwnRefusal',
        message: "the program that tells the server's own credential failed",
      });
    await expect(get()).rejects.toThrow('failed');
    expect(countRuns()).toBe(1);
    expect(told).toEqual([
      expect.stringMatching(/it ended with 3; it wrote: secret reason/),
    ]);
    now += 6_000;
    await expect(get()).rejects.toThrow('failed');
    expect(countRuns()).toBe(2);
  });

  test.each([
    ['no JSON', 'echo hello', /it wrote no JSON/],
    ['another kind', 'echo {}', /no ExecCredential of client/],
    ['nothing', tells({}), /neither a token nor a client certificate/],
    [
      'half a certificate',
      tells({ clientCertificateData: 'x' }),
      /but not both/,
    ],
    [
      'a certificate that is none',
      tells({ clientCertificateData: 'x', clientKeyData: 'y' }),
      /certificate cannot be used/,
    ],
    [
      'a time that is none',
      tells({ token: 'secret', expirationTimestamp: 'soon' }),
      /no instant/,
    ],
    ['too much', 'head -c 2000000 /dev/zero | tr "\\0" x', /more than 1 MiB/],
  ])('that tells %s fails', async (_what, script, words) => {
    await expect(createExecCredentials(plugin(script)).get()).rejects.toThrow(
      'failed',
    );
    expect(told).toEqual([expect.stringMatching(words)]);
    expect(told.join()).not.toContain('secret');
  });

  test('that is not installed says how to install it', async () => {
    const { get } = createExecCredentials(
      plugin('', { command: 'no-such-login', installHint: 'Ask Ops for it.' }),
    );
    await expect(get()).rejects.toThrow('failed');
    expect(told).toEqual([
      expect.stringMatching(/there is no such program. Ask Ops for it./),
    ]);
  });
});
