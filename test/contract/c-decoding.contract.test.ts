import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { failure } from './failure.js';
import { invalidStatus, isNotSupported } from './invalid.js';
import { aWaitingPod } from './manifests.js';
import { aNamespace, call, closePlane, PATCH } from './plane.js';
import { warningsOf } from './warning.js';

let home: string;

beforeAll(async () => {
  home = `/api/v1/namespaces/${await aNamespace()}`;
});
afterAll(closePlane);

const dryRun = (plural: string, body: unknown, parameters = '') =>
  call('POST', `${home}/${plural}?dryRun=All${parameters}`, { body });

/** Expects that a body is refused with exactly this message. */
async function expectBad(plural: string, body: unknown, message: string) {
  const answer = await dryRun(plural, body);
  expect(answer.body).toEqual(
    failure({ code: 400, reason: 'BadRequest', message }),
  );
  expect(answer.status).toBe(400);
}

/** A body that is read, but is none of its kind. */
const expectUnfit = (
  plural: string,
  kind: string,
  body: unknown,
  why: string,
) =>
  expectBad(
    plural,
    body,
    `${kind} in version "v1" cannot be handled as a ${kind}: ${why}`,
  );

const unreadable = (why: string, start: string) =>
  `the object provided is unrecognized (must be of type Pod): couldn't get version/kind; json parse error: ${why} (${start})`;

describe('a body', () => {
  clause('C14/bad-json', 'MUST be refused when it is no JSON', async () => {
    const end = 'unexpected end of JSON input';
    await expectBad('pods', '{"a":', unreadable(end, '{"a":'));
    await expectBad('pods', '', unreadable(end, '<empty>'));
    await expectBad(
      'pods',
      '{"a":<b> "and so on, and so on"}',
      unreadable(
        "invalid character '<' looking for beginning of value",
        '{"a":<b> "and so on, and so on ...',
      ),
    );
    await expectBad(
      'pods',
      '{}x',
      unreadable("invalid character 'x' after top-level value", '{}x'),
    );
  });

  clause('C14/wrong-type', 'MUST be refused in the words of Go', async () => {
    const json = 'json: cannot unmarshal';
    for (const [body, why] of [
      [
        { spec: { containers: 'x' } },
        `${json} string into Go struct field PodSpec.spec.containers of type []v1.Container`,
      ],
      [
        { spec: { containers: [{ image: 5 }] } },
        `${json} number into Go struct field Container.spec.containers.image of type string`,
      ],
      [
        { spec: { containers: [{ imagePullPolicy: 5 }] } },
        `${json} number into Go struct field Container.spec.containers.imagePullPolicy of type v1.PullPolicy`,
      ],
      [
        { spec: { containers: [{ ports: [{ containerPort: 1.5 }] }] } },
        `${json} number 1.5 into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32`,
      ],
      [
        { metadata: { labels: { a: true } } },
        `${json} bool into Go struct field ObjectMeta.metadata.labels of type string`,
      ],
      [
        { metadata: [] },
        `${json} array into Go struct field Pod.metadata of type v1.ObjectMeta`,
      ],
    ] as const)
      await expectUnfit('pods', 'Pod', body, why);
    await expectUnfit(
      'services',
      'Service',
      { spec: { ports: [{ targetPort: true }] } },
      `${json} bool into Go struct field ServicePort.spec.ports.targetPort of type int32`,
    );
  });

  clause('C14/quantity', 'MUST be refused for a bad quantity', async () => {
    const limits = (cpu: unknown) => ({
      spec: { containers: [{ resources: { limits: { cpu } } }] },
    });
    const form =
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    await expectUnfit('pods', 'Pod', limits('lots'), form);
    await expectUnfit('pods', 'Pod', limits(''), form);
    await expectUnfit('pods', 'Pod', limits(true), form);
    await expectUnfit(
      'pods',
      'Pod',
      limits('5mm'),
      "unable to parse quantity's suffix",
    );
  });

  clause('C14/base64', 'MUST be refused for bad base64', async () => {
    const expectByte = (data: string, byte: number) =>
      expectUnfit(
        'secrets',
        'Secret',
        { metadata: { name: 'a' }, data: { a: data } },
        `illegal base64 data at input byte ${byte}`,
      );
    await expectByte('-', 0);
    await expectByte('YWJj*', 4);
    await expectByte('YQ', 0);
    await expectByte('YQ=', 3);
    await expectByte('YQ==x', 4);
  });

  clause(
    'C14/other-kind',
    'MUST be refused when it names another kind',
    async () => {
      await expectBad(
        'pods',
        { kind: 'Service', apiVersion: 'v1' },
        'Service in version "v1" cannot be handled as a Pod: converting (v1.Service) to (core.Pod): unknown conversion',
      );
      await expectBad(
        'pods',
        { kind: 'Deployment', apiVersion: 'apps/v1' },
        'Deployment in version "v1" cannot be handled as a Pod: converting (v1.Deployment) to (core.Pod): unknown conversion',
      );
    },
  );

  clause(
    'C14/version',
    'MUST be refused when it names an unknown version',
    async () => {
      for (const apiVersion of ['v9', 'apps/v1']) {
        const { body, status } = await dryRun('pods', {
          kind: 'Pod',
          apiVersion,
        });
        expect(status).toBe(400);
        expect(body.message).toContain(
          `cannot be handled as a Pod: no kind "Pod" is registered for version "${apiVersion}" in scheme "`,
        );
        expect(body.reason).toBe('BadRequest');
      }
    },
  );

  clause('C14/no-kind', 'MUST be taken for the kind of its path', async () => {
    const { status, body } = await dryRun('pods', aWaitingPod('a'));
    expect(status).toBe(201);
    expect(body).toMatchObject({ kind: 'Pod', apiVersion: 'v1' });
  });
});

/** A pod with a field that no pod has, one that no container has, and two of its names. */
const ODD =
  '{"foo":1,"metadata":{"name":"a","name":"b"},"spec":{"schedulerName":"nobody","containers":[{"name":"c","image":"i","bar":{}}]}}';
const FINDINGS = [
  'unknown field "foo"',
  'duplicate field "metadata.name"',
  'unknown field "spec.containers[0].bar"',
];

describe('a field that the kind has not, or has twice', () => {
  async function expectDropped(parameters: string, warnings: string[]) {
    const answer = await dryRun('pods', ODD, parameters);
    expect(answer.status).toBe(201);
    expect(warningsOf(answer)).toEqual(warnings);
    expect(answer.body.metadata.name).toBe('b');
    expect(answer.body).not.toHaveProperty('foo');
    expect(answer.body.spec).not.toHaveProperty('containers.0.bar');
  }

  clause('C15/warn', 'MUST be dropped with a warning', async () => {
    await expectDropped('', FINDINGS);
    await expectDropped('&fieldValidation=Warn', FINDINGS);
  });

  clause('C15/ignore', 'MUST be dropped in silence by Ignore', async () => {
    await expectDropped('&fieldValidation=Ignore', []);
  });

  clause('C15/strict', 'MUST be refused by Strict', async () => {
    const { status, body } = await dryRun(
      'pods',
      ODD,
      '&fieldValidation=Strict',
    );
    expect(status).toBe(400);
    expect(body).toEqual(
      failure({
        code: 400,
        reason: 'BadRequest',
        message: `Pod in version "v1" cannot be handled as a Pod: strict decoding error: ${FINDINGS.join(', ')}`,
      }),
    );
  });

  clause('C15/bad', 'MUST know the three ways of validation', async () => {
    const { status, body } = await dryRun('pods', {}, '&fieldValidation=Foo');
    expect(status).toBe(422);
    expect(body).toEqual(
      invalidStatus(
        'CreateOptions.meta.k8s.io',
        '',
        isNotSupported(
          'fieldValidation',
          'Foo',
          '',
          'Ignore',
          'Strict',
          'Warn',
        ),
      ),
    );
  });
});

describe('managedFields', () => {
  clause(
    'C18/entries',
    'MUST have an entry for each writer, way and subresource',
    async () => {
      const made = await call('POST', `${home}/replicationcontrollers`, {
        body: {
          metadata: { name: 'rc' },
          spec: {
            replicas: 0,
            template: {
              metadata: { labels: { a: 'b' } },
              spec: { containers: [{ name: 'c', image: 'i' }] },
            },
          },
        },
        headers: { 'user-agent': 'some-client/1.2 (linux)' },
      });
      expect(made.status).toBe(201);
      const path = `${home}/replicationcontrollers/rc`;
      const change = (by: string, body: object, type: string, way = '') =>
        call('PATCH', `${path}${way}?fieldManager=${by}`, { body, type });
      const label = (a: string) => ({ metadata: { labels: { x: a } } });
      await change('labeller', label('1'), PATCH.merge);
      await change('labeller', label('2'), PATCH.strategic);
      await change(
        'some-client',
        { status: { conditions: [{ type: 'Odd', status: 'True' }] } },
        PATCH.strategic,
        '/status',
      );
      await change(
        'labeller',
        {
          apiVersion: 'v1',
          kind: 'ReplicationController',
          metadata: { name: 'rc', annotations: { b: 'c' } },
        },
        PATCH.apply,
      );
      const { body } = await call('GET', path);
      const entries = (
        body.metadata.managedFields as Record<string, unknown>[]
      ).filter(({ manager }) => /labeller|some-client/.test(String(manager)));
      expect(
        entries
          .map(({ manager, operation, subresource = '' }) =>
            [manager, operation, subresource].join(' '),
          )
          .sort(),
      ).toEqual([
        'labeller Apply ',
        'labeller Update ',
        'some-client Update ',
        'some-client Update status',
      ]);
      for (const entry of entries)
        expect(entry).toMatchObject({
          apiVersion: 'v1',
          fieldsType: 'FieldsV1',
          time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        });
      const labels = entries.find(
        ({ manager, operation }) =>
          manager === 'labeller' && operation === 'Update',
      );
      expect(labels?.fieldsV1).toEqual({
        'f:metadata': { 'f:labels': { 'f:x': {} } },
      });
    },
  );
});
