import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { aNamespace, closePlane } from './plane.js';
import { causesOf, container, create, INVALID, podOf } from './pod-bodies.js';

let pods = '';

beforeAll(async () => {
  pods = `/api/v1/namespaces/${await aNamespace()}/pods`;
});
afterAll(closePlane);

const refused = (spec: object) => causesOf(pods, podOf(spec));

const refusedContainer = (more: object) =>
  refused({ containers: [container(more)] });

describe('a pod', () => {
  clause('K2/containers', 'MUST have named containers', async () => {
    expect(await refused({ containers: [] })).toEqual([
      ['spec.containers', 'FieldValueRequired', 'Required value'],
    ]);
    expect(await refusedContainer({ image: undefined })).toEqual([
      ['spec.containers[0].image', 'FieldValueRequired', 'Required value'],
    ]);
    expect(await refusedContainer({ name: undefined })).toEqual([
      ['spec.containers[0].name', 'FieldValueRequired', 'Required value'],
    ]);
    expect(await refusedContainer({ name: 'Bad_Name' })).toEqual([
      [
        'spec.containers[0].name',
        INVALID,
        `Invalid value: "Bad_Name": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`,
      ],
    ]);
    const duplicate = [
      'spec.containers[1].name',
      'FieldValueDuplicate',
      'Duplicate value: "c"',
    ];
    const twins = [container(), container()];
    expect(await refused({ containers: twins })).toEqual([duplicate]);
    expect(await refused({ initContainers: [container()] })).toEqual([
      ['spec.initContainers[0].name', ...duplicate.slice(1)],
    ]);
  });

  clause('K2/ports', 'MUST have ports that can be', async () => {
    const number = 'must be between 1 and 65535, inclusive';
    const port = 'spec.containers[0].ports[0]';
    for (const [containerPort, reason, message] of [
      [65536, INVALID, `Invalid value: 65536: ${number}`],
      [-1, INVALID, `Invalid value: -1: ${number}`],
      [0, 'FieldValueRequired', 'Required value'],
    ])
      expect(await refusedContainer({ ports: [{ containerPort }] })).toEqual([
        [`${port}.containerPort`, reason, message],
      ]);
    for (const [name, message] of [
      ['a'.repeat(16), 'must be no more than 15 characters'],
      ['123', 'must contain at least one letter (a-z)'],
      ['a--b', 'must not contain consecutive hyphens'],
      ['-a', 'must not begin or end with a hyphen'],
    ])
      expect(
        await refusedContainer({ ports: [{ name, containerPort: 80 }] }),
      ).toEqual([
        [`${port}.name`, INVALID, `Invalid value: "${name}": ${message}`],
      ]);
    expect(
      await refusedContainer({
        ports: [
          { name: 'web', containerPort: 80 },
          { name: 'web', containerPort: 81, protocol: 'HTTP' },
        ],
      }),
    ).toEqual([
      [
        'spec.containers[0].ports[1].name',
        'FieldValueDuplicate',
        'Duplicate value: "web"',
      ],
      [
        'spec.containers[0].ports[1].protocol',
        'FieldValueNotSupported',
        'Unsupported value: "HTTP": supported values: "SCTP", "TCP", "UDP"',
      ],
    ]);
  });

  clause('K2/env', 'MUST have variables of printable names', async () => {
    const env = ['1 2', 'a.b-c', '$x'].map((name) => ({ name, value: '1' }));
    const { spec } = await create(
      pods,
      podOf({ containers: [container({ env })] }),
    );
    expect(spec.containers).toMatchObject([{ env }]);
    const field = 'spec.containers[0].env[0].name';
    for (const name of ['a=b', 'grün'])
      expect(await refusedContainer({ env: [{ name }] })).toEqual([
        [
          field,
          INVALID,
          `Invalid value: "${name}": a valid environment variable name must consist only of printable ASCII characters other than '='`,
        ],
      ]);
    expect(await refusedContainer({ env: [{ value: '1' }] })).toEqual([
      [field, 'FieldValueRequired', 'Required value'],
    ]);
  });

  clause('K2/resources', 'MUST request what there can be', async () => {
    const field = 'spec.containers[0].resources';
    const limits = { cpu: '1' };
    expect(
      await refusedContainer({ resources: { limits, requests: { cpu: '2' } } }),
    ).toEqual([
      [
        `${field}.requests`,
        INVALID,
        'Invalid value: "2": must be less than or equal to cpu limit of 1',
      ],
    ]);
    expect(
      await refusedContainer({ resources: { requests: { memory: '-1' } } }),
    ).toEqual([
      [
        `${field}.requests[memory]`,
        INVALID,
        'Invalid value: "-1": must be greater than or equal to 0',
      ],
    ]);
    expect(
      await refusedContainer({ resources: { requests: { coffee: '1' } } }),
    ).toEqual([
      [
        `${field}.requests[coffee]`,
        INVALID,
        'Invalid value: "coffee": must be a standard resource for containers',
      ],
      [
        `${field}.requests[coffee]`,
        INVALID,
        'Invalid value: "coffee": must be a standard resource type or fully qualified',
      ],
    ]);
  });

  clause('K2/enums', 'MUST have the policies that there are', async () => {
    expect(await refused({ restartPolicy: 'Sometimes' })).toEqual([
      [
        'spec.restartPolicy',
        'FieldValueNotSupported',
        'Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"',
      ],
    ]);
    expect(await refusedContainer({ imagePullPolicy: 'Sometimes' })).toEqual([
      [
        'spec.containers[0].imagePullPolicy',
        'FieldValueNotSupported',
        'Unsupported value: "Sometimes": supported values: "Always", "IfNotPresent", "Never"',
      ],
    ]);
  });
});
