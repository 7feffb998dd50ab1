import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  inClusterConnection,
  isInCluster,
} from '../../../src/cluster/in-cluster.js';

describe('in the cluster', () => {
  const folder = mkdtempSync(join(tmpdir(), 'moorage-account-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('says which part of the service account is missing', () => {
    expect(() => inClusterConnection({ folder })).toThrow(
      /works in a pod only/,
    );
    const facts = { host: '10.96.0.1', port: '443', folder };
    expect(isInCluster(facts)).toBe(false);
    expect(() => inClusterConnection(facts)).toThrow(
      /the service account token cannot be read/,
    );
    writeFileSync(join(folder, 'token'), 'secret');
    expect(() => inClusterConnection(facts)).toThrow(
      /the certificate authority of the cluster cannot be read/,
    );
  });

  test('uses address, token file and authority; IPv6 gets its brackets', () => {
    writeFileSync(join(folder, 'token'), 'secret');
    writeFileSync(join(folder, 'ca.crt'), 'PEM');
    const facts = { host: 'fd00::1', port: '443', folder };
    expect(isInCluster(facts)).toBe(true);
    expect(inClusterConnection(facts)).toEqual({
      source: 'IN_CLUSTER',
      name: 'in-cluster',
      server: 'https://[fd00::1]:443',
      ca: 'PEM',
      insecure: false,
      own: { tokenFile: join(folder, 'token') },
    });
  });
});
