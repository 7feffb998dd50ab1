import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { failure } from './failure.js';
import { aNamespace, call, closePlane } from './plane.js';

let namespace = '';
let secrets = '';

const LABELS: Record<string, Record<string, string>> = {
  five: { tier: 'web', size: '5' },
  none: {},
  twenty: { tier: 'data', size: '20', 'example.com/odd': '' },
  web: { tier: 'web', size: 'big' },
};

beforeAll(async () => {
  namespace = await aNamespace();
  secrets = `/api/v1/namespaces/${namespace}/secrets`;
  for (const [name, labels] of Object.entries(LABELS))
    await call('POST', secrets, { body: { metadata: { name, labels } } });
});
afterAll(closePlane);

const select = (path: string, parameter: string, selector: string) =>
  call('GET', `${path}?${parameter}=${encodeURIComponent(selector)}`);

async function namesBy(parameter: string, selector: string) {
  const { status, body } = await select(secrets, parameter, selector);
  expect([selector, status]).toEqual([selector, 200]);
  return body.items.map(({ metadata }) => metadata.name).join(' ');
}

const badRequest = (message: string) =>
  failure({ code: 400, reason: 'BadRequest', message });

describe('a label selector', () => {
  clause('L5/operators', 'MUST know its operators', async () => {
    for (const [selector, names] of [
      ['', 'five none twenty web'],
      ['tier=web', 'five web'],
      ['tier==web', 'five web'],
      ['tier = web', 'five web'],
      ['tier!=web', 'none twenty'],
      ['tier in (web,data)', 'five twenty web'],
      ['tier in (data)', 'twenty'],
      ['tier notin (web)', 'none twenty'],
      ['tier', 'five twenty web'],
      ['!tier', 'none'],
      ['size>5', 'twenty'],
      ['size<20', 'five'],
      ['tier=web,size', 'five web'],
      ['tier=web,size in (5,20),!example.com/odd', 'five'],
      ['example.com/odd', 'twenty'],
      ['example.com/odd=', 'twenty'],
      ['tier=nope', ''],
    ] as const)
      expect([selector, await namesBy('labelSelector', selector)]).toEqual([
        selector,
        names,
      ]);
  });

  clause('L5/errors', 'MUST be well formed', async () => {
    for (const [selector, message] of [
      ['k=a b', "found 'b', expected: ',' or 'end of string'"],
      ['k=a=b', "found '=', expected: ',' or 'end of string'"],
      ['=x', "found '=', expected: !, identifier, or 'end of string'"],
      ['k,', "found '', expected: identifier after ','"],
      ['k in a', "unable to parse requirement: found 'a' expected: '('"],
      [
        'k in (a',
        "unable to parse requirement: found '', expected: ',' or ')'",
      ],
      [
        'k b',
        "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt",
      ],
      [
        'k>a',
        `unable to parse requirement: values[0]: Invalid value: "a": for 'Gt', 'Lt' operators, the value must be an integer`,
      ],
      [
        'k=-bad-',
        `unable to parse requirement: values[0][k]: Invalid value: "-bad-": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`,
      ],
    ] as const) {
      const { status, body } = await select(secrets, 'labelSelector', selector);
      expect(status).toBe(400);
      expect(body).toEqual(badRequest(message));
    }
  });
});

describe('a field selector', () => {
  clause('L6/all', 'MUST know names and namespaces', async () => {
    for (const [selector, names] of [
      ['', 'five none twenty web'],
      ['metadata.name=web', 'web'],
      ['metadata.name==web', 'web'],
      ['metadata.name!=web', 'five none twenty'],
      ['metadata.name!=web,metadata.name!=none', 'five twenty'],
      [`metadata.namespace=${namespace}`, 'five none twenty web'],
      ['metadata.namespace=other', ''],
      ['metadata.name=web,metadata.name=none', ''],
    ] as const)
      expect([selector, await namesBy('fieldSelector', selector)]).toEqual([
        selector,
        names,
      ]);
    for (const path of ['/api/v1/namespaces', '/api/v1/nodes']) {
      const { status, body } = await select(
        path,
        'fieldSelector',
        'metadata.namespace=x',
      );
      expect(status).toBe(400);
      expect(body).toEqual(
        badRequest('field label not supported: metadata.namespace'),
      );
    }
    const one = await select(
      '/api/v1/namespaces',
      'fieldSelector',
      `metadata.name=${namespace}`,
    );
    expect(one.body.items).toHaveLength(1);
  });

  clause('L6/unknown', 'MUST know its field', async () => {
    const inNamespace = (path: string) =>
      path.replace('NAMESPACE', `namespaces/${namespace}`);
    for (const path of [
      '/api/v1/NAMESPACE/pods',
      '/api/v1/NAMESPACE/services',
      '/api/v1/NAMESPACE/secrets',
      '/api/v1/NAMESPACE/events',
      '/apis/events.k8s.io/v1/NAMESPACE/events',
    ]) {
      const { status, body } = await select(
        inNamespace(path),
        'fieldSelector',
        'spec.foo=x',
      );
      expect(status).toBe(400);
      expect(body).toEqual(badRequest('field label not supported: spec.foo'));
    }
    for (const path of [
      '/api/v1/NAMESPACE/configmaps',
      '/apis/apps/v1/NAMESPACE/deployments',
      '/apis/apps/v1/NAMESPACE/replicasets',
    ]) {
      const { status, body } = await select(
        inNamespace(path),
        'fieldSelector',
        'status.replicas=0',
      );
      expect(status).toBe(400);
      expect(body).toEqual(
        badRequest(
          '"status.replicas" is not a known field selector: only "metadata.name", "metadata.namespace"',
        ),
      );
    }
  });

  clause('L6/syntax', 'MUST be well formed', async () => {
    for (const selector of ['x', 'metadata.name']) {
      const { status, body } = await select(secrets, 'fieldSelector', selector);
      expect(status).toBe(400);
      expect(body).toEqual(
        badRequest(
          `invalid selector: '${selector}'; can't understand '${selector}'`,
        ),
      );
    }
  });
});
