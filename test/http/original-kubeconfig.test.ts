import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { ask } from '../support/ask.js';
import {
  type ScriptedCluster,
  startScriptedCluster,
} from '../support/scripted-cluster.js';
import { startServer } from '../support/start-server.js';
import {
  base64,
  createKubeConfigFolder,
  type KubeConfigFolder,
} from '../support/written-kubeconfig.js';

const PASSWORD = 'a-password-that-must-not-show';
/** A plain http:// server, a password, fields of old clients, and a context that names a cluster which is not there. */
const TEXT = `apiVersion: v1
kind: Config
preferences: {colors: true}
current-context: tenants
clusters:
- cluster: {api-version: v1, server: "http://original.example.test:8080"}
  name: business
contexts:
- context: {cluster: kubernetes, namespace: default, user: manager}
  name: tenants
users:
- name: manager
  user: {username: admin, password: ${PASSWORD}}
`;

describe("the server with the original's own kind of kubeconfig", () => {
  let cluster: ScriptedCluster;
  let folder: KubeConfigFolder;
  let env: Record<string, string>;

  beforeAll(async () => {
    cluster = await startScriptedCluster();
    folder = createKubeConfigFolder();
    env = { KUBECONFIG: folder.write('original', TEXT) };
  });
  afterAll(async () => {
    folder.remove();
    await cluster.close();
    cluster.remove();
  });

  test('serves the cluster at the address that is given besides, and warns that the password travels in the clear', async () => {
    const server = await startServer({
      env: { ...env, MOORAGE_CLUSTER_SERVER: cluster.url },
    });
    const { data } = await ask(server.url, '{ viewer { name } }');
    expect(data).toEqual({ viewer: { name: 'somebody' } });
    expect(cluster.arrived.at(-1)?.authorization).toBe(
      `Basic ${base64(`admin:${PASSWORD}`)}`,
    );
    await server.stop();
    expect(server.output()).toMatch(/the cluster "tenants" at http:\/\/127/);
    expect(server.output()).toMatch(/http:\/\/.*unencrypted/i);
    expect(server.output()).not.toContain(PASSWORD);
  });

  test('without that address does not start, and names the missing cluster and the ones there are', async () => {
    const { message } = await startServer({ env }).then(
      () => new Error('it started'),
      (error: Error) => error,
    );
    expect(message.trim()).toBe(
      'The context "tenants" names the cluster "kubernetes", which the kubeconfig does not define. Defined: business. Correct the context, or set MOORAGE_CLUSTER_SERVER to the cluster\'s address.',
    );
  });
});
