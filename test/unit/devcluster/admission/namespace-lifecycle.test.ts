import { describe, expect, test } from '@jest/globals';

import { guardNamespaces } from '../../../../devcluster/admission/namespace-lifecycle.js';
import {
  aKind,
  aPod,
  aRequest,
  NAMESPACES,
  refusalOf,
} from './admission-request.js';

const WORLD = {
  namespaces: [
    { metadata: { name: 'n' }, status: { phase: 'Active' } },
    { metadata: { name: 'going' }, status: { phase: 'Terminating' } },
  ],
};

describe('guardNamespaces', () => {
  test('refuses to make things in a missing namespace', () => {
    const { request } = aRequest(aPod(), { namespace: 'nope' }, WORLD);
    expect(refusalOf(() => guardNamespaces(request)).status).toMatchObject({
      code: 404,
      message: 'namespaces "nope" not found',
      details: { name: 'nope', kind: 'namespaces' },
    });
  });

  test('refuses to make things in a namespace that goes', () => {
    const { request } = aRequest(
      { metadata: { generateName: 'late-' } },
      { namespace: 'going', kind: aKind('deployments.apps') },
      WORLD,
    );
    expect(refusalOf(() => guardNamespaces(request)).status).toMatchObject({
      code: 403,
      message:
        'deployments.apps "late-" is forbidden: unable to create new content in namespace going because it is being terminated',
      details: {
        name: 'late-',
        group: 'apps',
        kind: 'deployments',
        causes: [
          {
            reason: 'NamespaceTerminating',
            message: 'namespace going is being terminated',
            field: 'metadata.namespace',
          },
        ],
      },
    });
  });

  test('lets everything else pass', () => {
    for (const more of [
      {},
      { namespace: 'going', operation: 'DELETE' as const },
      { namespace: 'going', operation: 'UPDATE' as const },
      {
        namespace: 'nope',
        kind: aKind('localsubjectaccessreviews.authorization.k8s.io'),
      },
      { namespace: '', kind: aKind('nodes', 'Node', false) },
    ])
      expect(() =>
        guardNamespaces(aRequest(aPod(), more, WORLD).request),
      ).not.toThrow();
  });

  test('protects three namespaces from deletion', () => {
    const request = (name: string) =>
      aRequest(
        { metadata: { name } },
        { kind: NAMESPACES, operation: 'DELETE', namespace: name },
      ).request;
    for (const name of ['default', 'kube-system', 'kube-public'])
      expect(refusalOf(() => guardNamespaces(request(name))).message).toBe(
        `namespaces "${name}" is forbidden: this namespace may not be deleted`,
      );
    expect(() => guardNamespaces(request('kube-node-lease'))).not.toThrow();
  });
});
