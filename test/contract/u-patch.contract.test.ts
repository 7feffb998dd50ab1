import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { failure } from './failure.js';
import { invalidStatus, isRequired } from './invalid.js';
import { aService, aWorkload } from './manifests.js';
import { aNamespace, call, closePlane, PATCH } from './plane.js';
import { warningsOf } from './warning.js';

let home: string;
let deployments: string;

beforeAll(async () => {
  const namespace = await aNamespace();
  home = `/api/v1/namespaces/${namespace}`;
  deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`;
  await call('POST', deployments, { body: aDeployment() });
  await call('POST', `${home}/configmaps`, {
    body: { metadata: { name: 'm' }, data: { a: '1', b: '2' } },
  });
});
afterAll(closePlane);

/** With lists of every sort: by name, of texts, and of one piece. */
function aDeployment() {
  const workload = aWorkload('d');
  const { spec } = workload;
  return {
    metadata: { name: 'd', finalizers: ['a.b/c', 'd.e/f'] },
    spec: {
      ...spec,
      template: {
        ...spec.template,
        spec: {
          containers: [
            {
              name: 'one',
              image: 'i:1',
              args: ['x'],
              env: [
                { name: 'A', value: '1' },
                { name: 'B', value: '2' },
              ],
            },
            { name: 'two', image: 'i:1' },
          ],
          volumes: [{ name: 'v', emptyDir: {} }],
          tolerations: [{ key: 'k', operator: 'Exists' }],
        },
      },
    },
  };
}

interface PodSpec {
  containers: {
    name: string;
    image: string;
    args?: string[];
    env?: { name: string; value: string }[];
  }[];
  volumes?: { name: string; [source: string]: unknown }[];
  tolerations?: { key: string }[];
}

/** What a patch would make of the pods of the Deployment. */
async function patched(spec: object, type = PATCH.strategic) {
  const { status, body } = await call('PATCH', `${deployments}/d?dryRun=All`, {
    body: { spec: { template: { spec } } },
    type,
  });
  expect([status, body.message]).toEqual([200, undefined]);
  return (body.spec.template as { spec: PodSpec }).spec;
}

const namesOf = (list: readonly { name: string }[] = []) =>
  list.map(({ name }) => name);

const change = (body: unknown, type: string, parameters = '') =>
  call('PATCH', `${home}/configmaps/m?dryRun=All${parameters}`, { body, type });

describe('a merge patch', () => {
  clause('U6/merge', 'MUST delete by null and replace lists', async () => {
    const { body } = await change(
      { data: { a: null, c: '3' }, metadata: { labels: null } },
      PATCH.merge,
    );
    expect(body.data).toEqual({ b: '2', c: '3' });
    const all = await change({ data: null }, PATCH.merge);
    expect(all.body).not.toHaveProperty('data');
    const { containers } = await patched(
      { containers: [{ name: 'new', image: 'i:2' }] },
      PATCH.merge,
    );
    expect(namesOf(containers)).toEqual(['new']);
  });
});

describe('a strategic merge patch', () => {
  clause('U6/strategic', 'MUST merge lists by their keys', async () => {
    const merged = await patched({
      containers: [
        { name: 'one', image: 'i:2', env: [{ name: 'B', value: '3' }] },
        { name: 'new', image: 'i:3' },
      ],
      tolerations: [{ key: 'z', operator: 'Exists' }],
    });
    expect(namesOf(merged.containers)).toEqual(['one', 'new', 'two']);
    expect(merged.containers[0]).toMatchObject({
      image: 'i:2',
      args: ['x'],
      env: [
        { name: 'A', value: '1' },
        { name: 'B', value: '3' },
      ],
    });
    expect(merged.tolerations?.map(({ key }) => key)).toEqual(['z']);

    const without = await patched({
      containers: [
        { name: 'two', $patch: 'delete' },
        { name: 'one', args: ['y', 'z'] },
      ],
    });
    expect(namesOf(without.containers)).toEqual(['one']);
    expect(without.containers[0]?.args).toEqual(['y', 'z']);

    const replaced = await patched({
      containers: [{ $patch: 'replace' }, { name: 'new', image: 'i:2' }],
    });
    expect(namesOf(replaced.containers)).toEqual(['new']);

    const retained = await patched({
      volumes: [
        {
          name: 'v',
          $retainKeys: ['name', 'secret'],
          secret: { secretName: 's' },
        },
      ],
    });
    expect(retained.volumes).toEqual([
      { name: 'v', secret: { secretName: 's', defaultMode: 420 } },
    ]);

    const ordered = await patched({
      '$setElementOrder/containers': [{ name: 'two' }, { name: 'one' }],
    });
    expect(namesOf(ordered.containers)).toEqual(['two', 'one']);

    const { body } = await call('PATCH', `${deployments}/d?dryRun=All`, {
      body: {
        metadata: {
          '$deleteFromPrimitiveList/finalizers': ['a.b/c'],
          finalizers: ['g.h/i'],
        },
      },
      type: PATCH.strategic,
    });
    expect(body.metadata.finalizers?.sort()).toEqual(['d.e/f', 'g.h/i']);
  });

  clause('U6/strategic-port', 'MUST merge ports by number', async () => {
    await call('POST', `${home}/services`, { body: aService('s') });
    const path = `${home}/services/s?dryRun=All`;
    const { body } = await call('PATCH', path, {
      body: { spec: { ports: [{ port: 443 }] } },
      type: PATCH.strategic,
    });
    expect(body).toEqual(
      invalidStatus(
        'Service',
        's',
        isRequired('spec.ports[0].name'),
        isRequired('spec.ports[1].name'),
      ),
    );
    const same = await call('PATCH', path, {
      body: { spec: { ports: [{ port: 80, name: 'web' }] } },
      type: PATCH.strategic,
    });
    expect(same.body.spec.ports).toEqual([
      { name: 'web', port: 80, protocol: 'TCP', targetPort: 80 },
    ]);
  });
});

describe('a JSON patch', () => {
  clause('U7/not-array', 'MUST be a list of operations', async () => {
    for (const [body, found] of [
      [{}, 'object into Go value of type []handlers.jsonPatchOp'],
      ['"x"', 'string into Go value of type []handlers.jsonPatchOp'],
      [[1], 'number into Go value of type handlers.jsonPatchOp'],
      [
        [{ op: 5 }],
        'number into Go struct field jsonPatchOp.op of type string',
      ],
    ] as const) {
      const answer = await change(body, PATCH.json);
      expect(answer.status).toBe(400);
      expect(answer.body).toEqual(
        failure({
          code: 400,
          reason: 'BadRequest',
          message: `error decoding patch: json: cannot unmarshal ${found}`,
        }),
      );
    }
  });

  clause('U7/failed', 'MUST not say which operation failed', async () => {
    for (const operation of [
      { op: 'test', path: '/data/a', value: '9' },
      { op: 'remove', path: '/data/zz' },
      { op: 'add', path: '/nope/zz', value: '9' },
      { op: 'add', path: '/metadata/labels/x', value: '1' },
      { op: 'move', from: '/data/zz', path: '/data/a' },
      { op: 'nope', path: '/data/a' },
      { op: 'add' },
      {},
    ]) {
      const { status, body } = await change([operation], PATCH.json);
      expect(status).toBe(422);
      expect(body).toEqual(
        failure({
          code: 422,
          reason: 'Invalid',
          message:
            'the server rejected our request due to an error in our request',
          details: {},
        }),
      );
    }
    const { status, body } = await change(
      [
        { op: 'test', path: '/data/a', value: '1' },
        { op: 'move', from: '/data/a', path: '/data/c' },
        { op: 'replace', path: '/data/new', value: 'n' },
        { op: 'copy', from: '/data/b', path: '/data/d' },
        { op: 'remove', path: '/data/b' },
      ],
      PATCH.json,
    );
    expect(status).toBe(200);
    expect(body.data).toEqual({ c: '1', d: '2', new: 'n' });
  });
});

describe('a patch that cannot be read', () => {
  clause('U8/bad-json', 'MUST be 400', async () => {
    const refusal = (message: string) =>
      failure({ code: 400, reason: 'BadRequest', message });
    for (const type of [PATCH.json, PATCH.merge, PATCH.strategic])
      for (const body of ['{', '']) {
        const answer = await change(body, type);
        expect(answer.status).toBe(400);
        expect(answer.body).toEqual(refusal('invalid JSON patch'));
      }
    const array =
      'json: cannot unmarshal array into Go value of type map[string]interface {}';
    const merge = await change([], PATCH.merge);
    expect(merge.body).toEqual(refusal(`error decoding patch: ${array}`));
    const strategic = await change([], PATCH.strategic);
    expect(strategic.body).toEqual(refusal(array));
  });

  clause('U8/strict', 'MUST be refused for odd fields by Strict', async () => {
    const odd = '{"foo":1,"data":{"a":"1","a":"2"}}';
    const findings = ['duplicate field "data.a"', 'unknown field "foo"'];
    for (const [type, shown] of [
      [PATCH.merge, '"{\\"apiVersion\\":\\"v1\\",'],
      [PATCH.strategic, '"map[data:map[a:2] foo:1]"'],
    ] as const) {
      const { status, body } = await change(
        odd,
        type,
        '&fieldValidation=Strict',
      );
      expect(status).toBe(422);
      expect(body.reason).toBe('Invalid');
      const { message = '' } = body;
      expect(
        message.startsWith(` "" is invalid: patch: Invalid value: ${shown}`),
      ).toBe(true);
      const end = `: strict decoding error: ${findings.join(', ')}`;
      expect(message.endsWith(end)).toBe(true);
      expect(body.details).toEqual({
        causes: [
          {
            reason: 'FieldValueInvalid',
            message: message.replace(' "" is invalid: patch: ', ''),
            field: 'patch',
          },
        ],
      });
      const lenient = await change(odd, type);
      expect(lenient.status).toBe(200);
      expect(lenient.body.data).toEqual({ a: '2', b: '2' });
      expect(warningsOf(lenient)).toEqual(findings);
    }
  });
});
