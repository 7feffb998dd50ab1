import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { kubeConfigConnection } from '../../../src/cluster/kube-config.js';

describe('kubeconfig', () => {
  const folder = mkdtempSync(join(tmpdir(), 'moorage-config-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const base64 = (text: string) => Buffer.from(text).toString('base64');

  function file(
    name: string,
    parts: {
      cluster?: object;
      user?: object;
      current?: string;
      context?: object;
    },
  ): string {
    const path = join(folder, name);
    writeFileSync(
      path,
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        ...('current' in parts
          ? { 'current-context': parts.current }
          : { 'current-context': 'one' }),
        clusters: [
          {
            name: 'c1',
            cluster: { server: 'https://example.test:6443/', ...parts.cluster },
          },
        ],
        users: [{ name: 'u1', user: parts.user ?? { token: 't1' } }],
        contexts: [
          {
            name: 'one',
            context: { cluster: 'c1', user: 'u1', ...parts.context },
          },
          { name: 'two', context: { cluster: 'c1', user: 'nobody' } },
        ],
      }),
    );
    return path;
  }

  test('reads the current context: address, authority as data, token', async () => {
    const connection = await kubeConfigConnection([
      file('token', {
        cluster: { 'certificate-authority-data': base64('PEM') },
      }),
    ]);
    expect(connection).toMatchObject({
      source: 'KUBECONFIG',
      name: 'one',
      server: 'https://example.test:6443',
      ca: 'PEM',
      insecure: false,
      own: { token: 't1' },
    });
  });

  test('reads a named context, files beside the kubeconfig, and insecure-skip-tls-verify', async () => {
    writeFileSync(join(folder, 'ca.pem'), 'FILE');
    const path = file('named', {
      cluster: {
        'certificate-authority': 'ca.pem',
        'insecure-skip-tls-verify': true,
      },
    });
    const connection = await kubeConfigConnection([path], 'two');
    expect(connection).toMatchObject({
      name: 'two',
      ca: 'FILE',
      insecure: true,
      own: {},
    });
    expect(connection.own.token).toBeUndefined();
  });

  test('reads a client certificate', async () => {
    const user = {
      'client-certificate-data': base64('CERT'),
      'client-key-data': base64('KEY'),
    };
    expect(
      (await kubeConfigConnection([file('cert', { user })])).own,
    ).toMatchObject({ certificate: { cert: 'CERT', key: 'KEY' } });
  });

  test('merges several files', async () => {
    const other = join(folder, 'other');
    writeFileSync(
      other,
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [{ name: 'c9', cluster: { server: 'https://nine.test' } }],
        users: [{ name: 'u9', user: { token: 't9' } }],
        contexts: [{ name: 'nine', context: { cluster: 'c9', user: 'u9' } }],
      }),
    );
    expect(
      await kubeConfigConnection([file('first', {}), other], 'nine'),
    ).toMatchObject({ server: 'https://nine.test', own: { token: 't9' } });
  });

  test.each([
    [
      'a missing file',
      ['/no/such/file'],
      undefined,
      /there is no such file.*Set KUBECONFIG/,
    ],
    [
      'an unknown context',
      [file('a', {})],
      'three',
      /no context "three".*one, two/,
    ],
    [
      'no current context',
      [file('b', { current: undefined })],
      undefined,
      /no current context.*one, two/,
    ],
    [
      'a context of a missing cluster',
      [file('c', { context: { cluster: 'gone' } })],
      undefined,
      /names the cluster "gone".*Defined: c1/,
    ],
    [
      'half a client certificate',
      [file('d', { user: { 'client-certificate-data': base64('CERT') } })],
      undefined,
      /but not both/,
    ],
    [
      'a token program',
      [file('e', { user: { exec: { command: 'login' } } })],
      undefined,
      /cannot run yet/,
    ],
    [
      'an address that is none',
      [file('f', { cluster: { server: 'nowhere' } })],
      undefined,
      /no http\(s\) address/,
    ],
  ])('%s gets a sentence', async (_what, files, context, words) => {
    await expect(kubeConfigConnection(files, context)).rejects.toThrow(words);
  });
});
