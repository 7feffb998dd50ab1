import { describe, expect, test } from '@jest/globals';

import { StatusError } from '../../../../devcluster/api/status-error.js';
import {
  decodeObject,
  type DecodeOptions,
} from '../../../../devcluster/schema/decode-object.js';

const POD = { group: '', version: 'v1', kind: 'Pod', definition: 'v1.Pod' };
const SECRET = { ...POD, kind: 'Secret', definition: 'v1.Secret' };
const CONFIG_MAP = { ...POD, kind: 'ConfigMap', definition: 'v1.ConfigMap' };
const EVENT = { ...POD, kind: 'Event', definition: 'v1.Event' };

const decode = (body: unknown, more: Partial<DecodeOptions> = {}) =>
  decodeObject({
    bytes: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    kind: POD,
    ...more,
  });

const refusalOf = (...parameters: Parameters<typeof decode>): string => {
  try {
    decode(...parameters);
  } catch (error) {
    if (error instanceof StatusError) return error.message;
    throw error;
  }
  throw new Error('not refused');
};

const yaml = (text: string) =>
  decode(text, { kind: CONFIG_MAP, contentType: 'application/yaml' });

describe('decoding', () => {
  test('drops what Go leaves out', () => {
    const { object } = decode({
      metadata: {
        name: 'a',
        labels: {},
        finalizers: [],
        annotations: { x: '' },
      },
      spec: {
        hostNetwork: false,
        hostname: '',
        priority: 0,
        nodeSelector: {},
        activeDeadlineSeconds: null,
        enableServiceLinks: false,
        volumes: [{ name: 'v', emptyDir: {} }],
        containers: [
          { name: 'c', env: [{ name: 'A', value: '' }], tty: false },
        ],
      },
    });
    expect(object).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'a', annotations: { x: '' } },
      spec: {
        priority: 0,
        enableServiceLinks: false,
        volumes: [{ name: 'v', emptyDir: {} }],
        containers: [{ name: 'c', env: [{ name: 'A' }] }],
      },
    });
  });

  test('makes null in a map or a list its zero', () => {
    const { object } = decode({
      metadata: { labels: { a: null } },
      spec: { containers: [null] },
    });
    expect(object.metadata.labels).toEqual({ a: '' });
    expect(object.spec).toEqual({ containers: [{}] });
  });

  test('makes quantities, instants and bytes canonical', () => {
    const { object } = decode({
      metadata: { creationTimestamp: '2020-01-01T01:30:00.7+01:00' },
      spec: {
        containers: [
          {
            resources: { limits: { cpu: 0.5, memory: '0.5Gi' } },
            env: [
              {
                name: 'A',
                valueFrom: { resourceFieldRef: { divisor: '0.5' } },
              },
            ],
          },
        ],
      },
    });
    expect(object.metadata.creationTimestamp).toBe('2020-01-01T00:30:00Z');
    expect(object).toMatchObject({
      spec: {
        containers: [
          {
            resources: { limits: { cpu: '500m', memory: '512Mi' } },
            env: [{ valueFrom: { resourceFieldRef: { divisor: '500m' } } }],
          },
        ],
      },
    });
    const secret = decode('{"data":{"a":"Y\\nQ=="}}', { kind: SECRET });
    expect(secret.object.data).toEqual({ a: 'YQ==' });
    const event = decode(
      { eventTime: '2020-01-01T00:00:00.500000+01:00' },
      { kind: EVENT },
    );
    expect(event.object.eventTime).toBe('2019-12-31T23:00:00.500000Z');
  });

  test('takes names of JavaScript for names', () => {
    const { object, warnings } = decode(
      '{"metadata":{"labels":{"__proto__":"x","constructor":null}},"__proto__":{"a":1},"spec":{"constructor":1}}',
    );
    expect(Object.entries(object.metadata.labels ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', ''],
    ]);
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
    expect(warnings).toEqual([
      'unknown field "__proto__"',
      'unknown field "spec.constructor"',
    ]);
  });

  test('warns in the order of the text, and only once', () => {
    const odd =
      '{"spec":{"foo":1,"foo":2,"containers":[{"bar":{"x":1,"x":1}},{"bar":1}]},"metadata":{"name":"a","labels":{"x":"1","x":"2"},"name":"b"}}';
    const { warnings, object } = decode(odd);
    expect(warnings).toEqual([
      'unknown field "spec.foo"',
      'unknown field "spec.containers[0].bar"',
      'unknown field "spec.containers[1].bar"',
      'duplicate field "metadata.labels.x"',
      'duplicate field "metadata.name"',
    ]);
    expect(object.metadata.name).toBe('b');
    expect(decode(odd, { fieldValidation: 'Ignore' }).warnings).toEqual([]);
  });

  test('finds no duplicates in texts within texts', () => {
    const { warnings } = decode({
      metadata: { annotations: { last: '{"a": 1, "b" : {"a": 2}}' } },
    });
    expect(warnings).toEqual([]);
  });

  test.each([
    [
      { metadata: { generation: 1.5 } },
      'number 1.5 into Go struct field ObjectMeta.metadata.generation of type int64',
    ],
    [
      { spec: { containers: [{ args: [1] }] } },
      'number into Go struct field Container.spec.containers.args of type string',
    ],
    [
      { spec: { containers: [{ resources: { limits: 1 } }] } },
      'number into Go struct field ResourceRequirements.spec.containers.resources.limits of type v1.ResourceList',
    ],
    [
      { spec: { affinity: [] } },
      'array into Go struct field PodSpec.spec.affinity of type v1.Affinity',
    ],
  ])('refuses a wrong type: %j', (body, why) => {
    expect(refusalOf(body)).toBe(
      `Pod in version "v1" cannot be handled as a Pod: json: cannot unmarshal ${why}`,
    );
  });

  test.each([
    ['x', 'as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006"'],
    ['2020-02-01', 'as "2006-01-02T15:04:05Z07:00": cannot parse "" as "T"'],
    ['2020-13-01T00:00:00Z', ': month out of range'],
    ['2020-02-31T00:00:00Z', ': day out of range'],
  ])('refuses the instant %s', (creationTimestamp, why) => {
    const message = refusalOf({ metadata: { creationTimestamp } });
    expect(message).toContain(`parsing time "${creationTimestamp}"`);
    expect(message.endsWith(why)).toBe(true);
  });

  test.each([
    [
      '{"a":1,}',
      "invalid character '}' looking for beginning of object key string",
    ],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":1 "b"}', "invalid character '\"' after object key:value pair"],
    ['{"a":[1 2]}', "invalid character '2' after array element"],
    ['{"a":tru}', "invalid character '}' in literal true (expecting 'e')"],
    ['{"a":"\\x"}', "invalid character 'x' in string escape code"],
    ['{"a":-}', "invalid character '}' in numeric literal"],
    ['{"a":01}', "invalid character '1' after object key:value pair"],
  ])('says where %s is no JSON', (text, why) => {
    expect(refusalOf(text)).toBe(
      `the object provided is unrecognized (must be of type Pod): couldn't get version/kind; json parse error: ${why} (${text})`,
    );
  });

  test('survives a very deep body', () => {
    const depth = 200_000;
    expect(refusalOf('['.repeat(depth))).toContain('exceeded max depth');
    const { warnings } = decode(
      `{"foo":${'['.repeat(depth)}${']'.repeat(depth)}}`,
    );
    expect(warnings).toEqual(['unknown field "foo"']);
  });
});

describe('YAML', () => {
  test.each(['12:30:45', '2001-01-01', 'e5', '.', '!!str 5', '"y"'])(
    'leaves %s a text',
    (text) => {
      const { data } = yaml(`data:\n  a: ${text}\n`).object;
      expect(data).toEqual({
        a: text.replace(/^!!str |"/g, '').replace('"', ''),
      });
    },
  );

  test.each(['n', 'yes', '017', '0o17', '1_000', '1e3'])(
    'takes %s for no text',
    (text) => {
      expect(() => yaml(`data:\n  a: ${text}\n`)).toThrow(
        /cannot unmarshal (bool|number) into Go struct field ConfigMap\.data of type string/,
      );
    },
  );

  test('names the line of a key that is there twice', () => {
    const { warnings, object } = yaml(
      'foo: 1\ndata:\n  a: "1"\n  a: "2"\n---\ndata: {}\n',
    );
    expect(warnings).toEqual([
      'line 4: key "a" already set in map',
      'unknown field "foo"',
    ]);
    expect(object.data).toEqual({ a: '2' });
  });

  test('is refused with a line', () => {
    expect(() => yaml('data:\n  a: b: c\n')).toThrow(
      'yaml: line 2: mapping values are not allowed in this context (',
    );
    expect(() => yaml('a: *x')).toThrow("unknown anchor 'x' referenced");
  });
});
