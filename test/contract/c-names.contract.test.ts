import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { invalidStatus, isInvalid, isRequired } from './invalid.js';
import { aNamespace, call, closePlane } from './plane.js';

const LABEL =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const RBAC = 'rbac.authorization.k8s.io';

const template = {
  metadata: { labels: { a: 'b' } },
  spec: { containers: [{ name: 'c', image: 'i' }] },
};

let core: string;
let rbac: string;

/** What a creation would answer. */
const bodyOf = async (path: string, body: unknown) =>
  (await call('POST', `${path}?dryRun=All`, { body })).body;

const configMap = (metadata: object) =>
  bodyOf(`${core}/configmaps`, { metadata });

beforeAll(async () => {
  const namespace = await aNamespace();
  core = `/api/v1/namespaces/${namespace}`;
  rbac = `/apis/${RBAC}/v1/namespaces/${namespace}`;
});

afterAll(closePlane);

describe('names', () => {
  clause('C6/no-name', 'MUST be given or generated', async () => {
    const missing = isRequired(
      'metadata.name',
      'name or generateName is required',
    );
    expect(await configMap({})).toEqual(
      invalidStatus('ConfigMap', '', missing),
    );
    const spec = { containers: [{ name: 'c', image: 'i' }] };
    expect(await bodyOf(`${core}/pods`, { spec })).toEqual(
      invalidStatus('Pod', '', missing),
    );
  });

  clause('C8/label', 'MUST be labels for namespaces', async () => {
    const name = 'Bad_Name';
    expect(await bodyOf('/api/v1/namespaces', { metadata: { name } })).toEqual(
      invalidStatus('Namespace', name, isInvalid('metadata.name', name, LABEL)),
    );
  });

  clause(
    'C8/label-length',
    'MUST be of 63 characters at most for namespaces, whose names are label values, too',
    async () => {
      const name = 'a'.repeat(64);
      const body = await bodyOf('/api/v1/namespaces', { metadata: { name } });
      expect(body).toEqual(
        invalidStatus(
          'Namespace',
          name,
          isInvalid(
            'metadata.name',
            name,
            'must be no more than 63 characters',
          ),
          isInvalid('metadata.labels', name, 'must be no more than 63 bytes'),
        ),
      );
    },
  );

  clause('C8/label-dots', 'MUST NOT have dots for namespaces', async () => {
    const metadata = { name: 'a.b' };
    expect(await bodyOf('/api/v1/namespaces', { metadata })).toEqual(
      invalidStatus(
        'Namespace',
        'a.b',
        isInvalid('metadata.name', 'a.b', 'must not contain dots'),
      ),
    );
  });

  clause('C8/subdomain', 'MUST be subdomains for most kinds', async () => {
    const long = 'a'.repeat(254);
    expect(await configMap({ name: 'a..b' })).toEqual(
      invalidStatus(
        'ConfigMap',
        'a..b',
        isInvalid('metadata.name', 'a..b', SUBDOMAIN),
      ),
    );
    expect(await configMap({ name: long })).toEqual(
      invalidStatus(
        'ConfigMap',
        long,
        isInvalid('metadata.name', long, 'must be no more than 253 characters'),
      ),
    );
    const controller = { metadata: { name: long }, spec: { template } };
    expect(await bodyOf(`${core}/replicationcontrollers`, controller)).toEqual(
      invalidStatus(
        'ReplicationController',
        long,
        isInvalid('metadata.name', long, 'must be no more than 253 bytes'),
      ),
    );
    const dotted = await call('POST', `${core}/configmaps?dryRun=All`, {
      body: { metadata: { name: '1a.b-c' } },
    });
    expect(dotted.status).toBe(201);
  });

  clause('C8/service', 'MUST be labels for services', async () => {
    const answer = (name: string) =>
      bodyOf(`${core}/services`, {
        metadata: { name },
        spec: { ports: [{ port: 80 }] },
      });
    const long = 'a'.repeat(64);
    const expected = { Up: LABEL, 'a.b': 'must not contain dots' };
    for (const [name, message] of Object.entries(expected))
      expect(await answer(name)).toEqual(
        invalidStatus(
          'Service',
          name,
          isInvalid('metadata.name', name, message),
        ),
      );
    expect(await answer(long)).toEqual(
      invalidStatus(
        'Service',
        long,
        isInvalid('metadata.name', long, 'must be no more than 63 characters'),
      ),
    );
    expect(await answer('1a')).toMatchObject({ kind: 'Service' });
  });

  clause('C8/rbac', 'MUST fit in a path for roles and bindings', async () => {
    const answer = (name: string) =>
      bodyOf(`${rbac}/roles`, { metadata: { name }, rules: [] });
    const expected = {
      '..': ["may not be '..'"],
      '.': ["may not be '.'"],
      'a/b%': ["may not contain '/'", "may not contain '%'"],
    };
    for (const [name, messages] of Object.entries(expected))
      expect(await answer(name)).toEqual(
        invalidStatus(
          `Role.${RBAC}`,
          name,
          ...messages.map((message) =>
            isInvalid('metadata.name', name, message),
          ),
        ),
      );
    expect(await answer('Up:Per_case')).toMatchObject({ kind: 'Role' });
    const binding = await bodyOf(`${rbac}/rolebindings`, {
      metadata: { name: 'A b' },
      roleRef: { kind: 'Role', name: 'x' },
    });
    expect(binding).toMatchObject({ metadata: { name: 'A b' } });
  });
});
