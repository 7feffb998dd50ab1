import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import {
  type Cause,
  invalidStatus,
  isDuplicate,
  isForbidden,
  isInvalid,
  isNotSupported,
  isRequired,
  isTooLong,
} from './invalid.js';
import { aNamespace, call, closePlane } from './plane.js';

const PORT = 'must be between 1 and 65535, inclusive';

let services: string;

/** Expects that a service is refused for the causes alone. */
async function expectRefusal(spec: object, ...causes: Cause[]) {
  const { status, body } = await call('POST', `${services}?dryRun=All`, {
    body: { metadata: { name: 'a' }, spec },
  });
  expect(body).toEqual(invalidStatus('Service', 'a', ...causes));
  expect(status).toBe(422);
}

beforeAll(async () => {
  services = `/api/v1/namespaces/${await aNamespace()}/services`;
});

afterAll(closePlane);

describe('the refusal of an invalid object', () => {
  clause('C12/one-error', 'MUST state one error after a colon', async () => {
    await expectRefusal(
      { ports: [{ port: 0, targetPort: 1 }] },
      isInvalid('spec.ports[0].port', 0, PORT),
    );
    const { body } = await call('POST', `${services}?dryRun=All`, {
      body: { metadata: { name: 'a' }, spec: {} },
    });
    expect(body.message).toBe(
      'Service "a" is invalid: spec.ports: Required value',
    );
  });

  clause(
    'C12/many-errors',
    'MUST list several in the order of validation, each once',
    async () => {
      await expectRefusal(
        { ports: [{ port: 0, targetPort: 1 }, { port: 70000 }] },
        isRequired('spec.ports[0].name'),
        isInvalid('spec.ports[0].port', 0, PORT),
        isRequired('spec.ports[1].name'),
        isInvalid('spec.ports[1].port', 70000, PORT),
        isInvalid('spec.ports[1].targetPort', 70000, PORT),
      );
      const { body } = await call('POST', `${services}?dryRun=All`, {
        body: { metadata: { name: 'a' }, spec: { ports: [{}, {}] } },
      });
      expect(body.message).toMatch(
        /^Service "a" is invalid: \[spec\.ports\[0\]\.name: Required value, /,
      );
      // Two labels with the same bad value are the same error: the field is that of all labels.
      const twice = await call('POST', `${services}?dryRun=All`, {
        body: {
          metadata: { name: 'a', labels: { j: '-', k: '-' } },
          spec: { ports: [{ port: 1 }] },
        },
      });
      expect(twice.body.details?.causes).toHaveLength(1);
      expect(twice.body.message?.split('metadata.labels')).toHaveLength(2);
    },
  );

  clause(
    'C13/causes',
    'MUST give each error a reason and its text',
    async () => {
      const port = { port: 1, name: 'c' };
      await expectRefusal({}, isRequired('spec.ports'));
      await expectRefusal(
        { ports: [{ port: 1 }], sessionAffinity: 'Foo' },
        isNotSupported('spec.sessionAffinity', 'Foo', 'ClientIP', 'None'),
      );
      await expectRefusal(
        { ports: [{ port: 1, nodePort: 30_001 }] },
        isForbidden(
          'spec.ports[0].nodePort',
          "may not be used when `type` is 'ClusterIP'",
        ),
      );
      await expectRefusal(
        { ports: [port, { ...port, port: 2 }] },
        isDuplicate('spec.ports[1].name', 'c'),
      );
      const metadata = {
        name: 'a',
        annotations: { k: 'x'.repeat(256 * 1024) },
      };
      const long = await call('POST', `${services}?dryRun=All`, {
        body: { metadata, spec: { ports: [{ port: 1 }] } },
      });
      expect(long.body).toEqual(
        invalidStatus(
          'Service',
          'a',
          isTooLong('metadata.annotations', 256 * 1024),
        ),
      );
    },
  );
});
