import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause, isLeftOut, type Kubectl, openKubectl } from './kubectl.js';
import { aWorkload } from './manifests.js';
import { aNamespace, call, closePlane } from './plane.js';

let kubectl: Kubectl;
let namespace = '';
let core = '';
let deployment = '';

beforeAll(async () => {
  if (isLeftOut) return;
  namespace = await aNamespace();
  core = `/api/v1/namespaces/${namespace}`;
  deployment = `/apis/apps/v1/namespaces/${namespace}/deployments/web`;
  kubectl = await openKubectl(namespace);
  const body = aWorkload('web', 2);
  await call('POST', deployment.replace(/\/web$/, ''), { body });
  await kubectl.output(['rollout', 'status', 'deploy/web', '--timeout=20s']);
}, 60_000);
afterAll(async () => {
  await kubectl?.close();
  await closePlane();
});

const jsonpath = (what: string, path: string) =>
  kubectl.output(['get', what, `-o=jsonpath=${path}`]);

describe('kubectl', () => {
  clause('Q1/get', 'MUST get', async () => {
    const table = await kubectl.output(['get', 'deployments']);
    expect(table).toMatch(/^NAME\s.*\bAGE\s*\nweb\s/);
    const pods = await kubectl.output(['get', 'po', '-o', 'wide']);
    expect(pods).toMatch(/^NAME\s/);
    expect(pods.match(/^web-[a-z0-9]+-[a-z0-9]{5}\s/gm)).toHaveLength(2);
    const names = await kubectl.output(['get', 'deploy,rs', '-o', 'name']);
    expect(names).toMatch(
      /^deployment\.apps\/web\nreplicaset\.apps\/web-[a-z0-9]+\n$/,
    );
    expect(await jsonpath('deploy/web', '{.status.readyReplicas}')).toBe('2');
    const selected = ['get', 'pods', '-l', 'app=nope', '-o', 'name'];
    expect(await kubectl.output(selected)).toBe('');
    const missing = await kubectl.run(['get', 'pod', 'nope']);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain(
      'Error from server (NotFound): pods "nope" not found',
    );
    const unknown = await kubectl.run(['get', 'sandwiches']);
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain(
      `the server doesn't have a resource type "sandwiches"`,
    );
  });

  clause('Q2/describe', 'MUST describe a pod', async () => {
    const [pod = ''] = (await jsonpath('pods', '{.items[*].metadata.name}'))
      .trim()
      .split(' ');
    const text = await kubectl.output(['describe', 'pod', pod]);
    for (const line of [
      /^Name: +web-/m,
      new RegExp(`^Namespace: +${namespace}$`, 'm'),
      /^Status: +Running$/m,
      /^Controlled By: +ReplicaSet\/web-/m,
      /^ +Image: +example\.com\/app:1$/m,
      /^ +Ready +True *$/m,
      /^ +Normal +Scheduled .*Successfully assigned /m,
    ])
      expect(text).toMatch(line);
  });

  clause('Q3/logs', 'MUST show logs', async () => {
    const text = await kubectl.output(['logs', 'deploy/web']);
    expect(text.trimEnd().split('\n').length).toBeGreaterThan(1);
    const [last] = text.trimEnd().split('\n').slice(-1);
    const tail = await kubectl.output(['logs', 'deploy/web', '--tail=1']);
    expect(tail).toBe(`${last}\n`);
    const missing = await kubectl.run(['logs', 'deploy/web', '-c', 'nope']);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain(
      'container nope is not valid for pod web-',
    );
  });

  clause('Q4/scale', 'MUST scale', async () => {
    const said = await kubectl.output(['scale', 'deploy/web', '--replicas=3']);
    expect(said).toBe('deployment.apps/web scaled\n');
    expect(await jsonpath('deploy/web', '{.spec.replicas}')).toBe('3');
    const wrong = ['scale', 'deploy/web', '--replicas=1'];
    const kept = await kubectl.run([...wrong, '--current-replicas=9']);
    expect(kept.code).toBe(1);
    expect(kept.stderr).toContain('Expected replicas to be 9, was 3');
  });

  clause('Q5/rollout', 'MUST wait for a roll-out', async () => {
    await kubectl.output([
      'set',
      'image',
      'deploy/web',
      'main=example.com/app:2',
    ]);
    const status = ['rollout', 'status', 'deploy/web', '--timeout=20s'];
    expect(await kubectl.output(status)).toContain(
      'deployment "web" successfully rolled out',
    );
    const wait = ['wait', 'deploy/web', '--timeout=20s'];
    expect(await kubectl.output([...wait, '--for=condition=Available'])).toBe(
      'deployment.apps/web condition met\n',
    );
    const never = ['wait', 'deploy/web', '--for=condition=Never'];
    const late = await kubectl.run([...never, '--timeout=1s']);
    expect(late.code).toBe(1);
    expect(late.stderr).toContain('timed out waiting for the condition');
  });

  clause('Q6/undo', 'MUST undo a roll-out', async () => {
    const image = '{.spec.template.spec.containers[0].image}';
    const before = await jsonpath('deploy/web', image);
    await kubectl.output([
      'set',
      'image',
      'deploy/web',
      'main=example.com/app:3',
    ]);
    const status = ['rollout', 'status', 'deploy/web', '--timeout=20s'];
    await kubectl.output(status);
    expect(await kubectl.output(['rollout', 'undo', 'deploy/web'])).toBe(
      'deployment.apps/web rolled back\n',
    );
    expect(await jsonpath('deploy/web', image)).toBe(before);
    await kubectl.output(status);
    const history = await kubectl.output(['rollout', 'history', 'deploy/web']);
    expect(history).toMatch(/^REVISION +CHANGE-CAUSE$/m);
  });

  clause('Q7/create', 'MUST create', async () => {
    const made = ['create', 'configmap', 'made', '--from-literal=a=1'];
    expect(await kubectl.output(made)).toBe('configmap/made created\n');
    const { body } = await call('GET', `${core}/configmaps/made`);
    expect(body.data).toEqual({ a: '1' });
    expect(body.metadata.managedFields).toMatchObject([
      { manager: 'kubectl-create', operation: 'Update' },
    ]);
    const again = await kubectl.run(made);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('configmaps "made" already exists');
    const dry = ['create', 'deployment', 'dry', '--image=example.com/app:1'];
    expect(await kubectl.output([...dry, '--dry-run=server'])).toBe(
      'deployment.apps/dry created (server dry run)\n',
    );
    const none = await kubectl.run(['get', 'deploy', 'dry']);
    expect(none.code).toBe(1);
  });

  clause('Q8/apply', 'MUST apply', async () => {
    const apply = (data: object) =>
      kubectl.output(
        ['apply', '--validate=false', '-f', '-'],
        JSON.stringify({
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'applied' },
          data,
        }),
      );
    expect(await apply({ a: '1', b: '2' })).toBe('configmap/applied created\n');
    expect(await apply({ a: '1', b: '2' })).toBe(
      'configmap/applied unchanged\n',
    );
    expect(await apply({ a: '3' })).toBe('configmap/applied configured\n');
    const { body } = await call('GET', `${core}/configmaps/applied`);
    expect(body.data).toEqual({ a: '3' });
  });

  clause('Q9/apply-ss', 'MUST apply on the server', async () => {
    const apply = (manager: string, data: object) =>
      kubectl.run(
        [
          'apply',
          '--server-side',
          '--validate=false',
          `--field-manager=${manager}`,
          '-f',
          '-',
        ],
        JSON.stringify({
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'shared' },
          data,
        }),
      );
    const first = await apply('m1', { a: '1', b: '2' });
    expect(first.stdout).toBe('configmap/shared serverside-applied\n');
    const conflict = await apply('m2', { a: '9' });
    expect(conflict.code).toBe(1);
    expect(conflict.stderr).toContain(
      'Apply failed with 1 conflict: conflict with "m1": .data.a',
    );
    await apply('m1', { b: '2' });
    expect((await apply('m2', { a: '9' })).code).toBe(0);
    const { body } = await call('GET', `${core}/configmaps/shared`);
    expect(body.data).toEqual({ a: '9', b: '2' });
  });

  clause('Q10/delete', 'MUST delete and wait', async () => {
    await call('POST', `${core}/configmaps`, {
      body: { metadata: { name: 'gone' } },
    });
    expect(await kubectl.output(['delete', 'configmap', 'gone'])).toMatch(
      /^configmap "gone" deleted/,
    );
    const [pod = ''] = (await jsonpath('pods', '{.items[*].metadata.name}'))
      .trim()
      .split(' ');
    await kubectl.output(['delete', 'pod', pod, '--timeout=20s']);
    expect((await kubectl.run(['get', 'pod', pod])).code).toBe(1);
    const missing = await kubectl.run(['delete', 'pod', pod]);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain(`pods "${pod}" not found`);
  });

  clause('Q11/can-i', 'MUST tell who may do what', async () => {
    const question = ['auth', 'can-i', 'create', 'pods'];
    expect(await kubectl.output([...question, '--context=admin'])).toBe(
      'yes\n',
    );
    const denied = await kubectl.run([...question, '--context=mallory']);
    expect([denied.code, denied.stdout]).toEqual([1, 'no\n']);
    const who = ['auth', 'whoami', '--context=mallory', '-o'];
    expect(
      await kubectl.output([...who, 'jsonpath={.status.userInfo.username}']),
    ).toBe('mallory');
  });
});
