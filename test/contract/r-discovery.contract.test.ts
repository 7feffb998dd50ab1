import { afterAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { call, closePlane } from './plane.js';

interface Resource {
  name: string;
  singularName: string;
  namespaced: boolean;
  kind: string;
  group?: string;
  version?: string;
  verbs: string[];
  shortNames?: string[];
  categories?: string[];
}
interface ResourceList {
  kind: string;
  apiVersion?: string;
  groupVersion: string;
  resources: Resource[];
}
interface Group {
  kind?: string;
  apiVersion?: string;
  name: string;
  versions: { groupVersion: string; version: string }[];
  preferredVersion: { groupVersion: string; version: string };
}

const ALL = 'create delete deletecollection get list patch update watch';
const APPS = { groupVersion: 'apps/v1', version: 'v1' };

async function resourcesOf(path: string) {
  const { body } = await call<ResourceList>('GET', path);
  const byName = new Map(body.resources.map((one) => [one.name, one]));
  return { body, get: (name: string) => byName.get(name) };
}

afterAll(closePlane);

describe('discovery', () => {
  clause('R7/version', 'MUST tell the version', async () => {
    const { status, headers, body } = await call<Record<string, string>>(
      'GET',
      '/version',
    );
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json');
    expect(body).toMatchObject({ major: '1', minor: '37' });
    expect(body.gitVersion).toMatch(/^v1\.37\.2/);
    expect(body.platform).toMatch(/^\w+\/\w+$/);
  });

  clause('R8/api', 'MUST tell the versions of the core', async () => {
    const { status, body } = await call('GET', '/api');
    expect(status).toBe(200);
    expect(body).toMatchObject({ kind: 'APIVersions', versions: ['v1'] });
  });

  clause('R8/apis', 'MUST tell the groups', async () => {
    const { body } = await call<{
      kind: string;
      apiVersion: string;
      groups: Group[];
    }>('GET', '/apis');
    expect(body).toMatchObject({ kind: 'APIGroupList', apiVersion: 'v1' });
    const apps = body.groups.find(({ name }) => name === 'apps');
    expect(apps).toEqual({
      name: 'apps',
      versions: [APPS],
      preferredVersion: APPS,
    });
    const names = body.groups.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'apps',
        'authentication.k8s.io',
        'authorization.k8s.io',
        'discovery.k8s.io',
        'events.k8s.io',
        'networking.k8s.io',
        'rbac.authorization.k8s.io',
      ]),
    );
    const group = await call<Group>('GET', '/apis/apps');
    expect(group.body).toEqual({
      kind: 'APIGroup',
      apiVersion: 'v1',
      name: 'apps',
      versions: [APPS],
      preferredVersion: APPS,
    });
  });

  clause('R8/resources', 'MUST tell what a version serves', async () => {
    const core = await resourcesOf('/api/v1');
    expect(core.body).toMatchObject({
      kind: 'APIResourceList',
      groupVersion: 'v1',
    });
    expect(core.get('pods')).toMatchObject({
      singularName: 'pod',
      namespaced: true,
      kind: 'Pod',
      verbs: ALL.split(' '),
      shortNames: ['po'],
      categories: ['all'],
    });
    expect(core.get('pods/log')).toEqual({
      name: 'pods/log',
      singularName: '',
      namespaced: true,
      kind: 'Pod',
      verbs: ['get'],
    });
    expect(core.get('pods/binding')).toMatchObject({
      kind: 'Binding',
      verbs: ['create'],
    });
    expect(core.get('namespaces')).toMatchObject({
      namespaced: false,
      verbs: ALL.replace('deletecollection ', '').split(' '),
      shortNames: ['ns'],
    });
    expect(core.get('replicationcontrollers/scale')).toEqual({
      name: 'replicationcontrollers/scale',
      singularName: '',
      namespaced: true,
      group: 'autoscaling',
      version: 'v1',
      kind: 'Scale',
      verbs: ['get', 'patch', 'update'],
    });
    expect(core.get('serviceaccounts/token')).toMatchObject({
      group: 'authentication.k8s.io',
      version: 'v1',
      kind: 'TokenRequest',
    });

    const apps = await resourcesOf('/apis/apps/v1');
    expect(apps.body).toMatchObject({
      kind: 'APIResourceList',
      apiVersion: 'v1',
      groupVersion: 'apps/v1',
    });
    expect(apps.get('deployments')).toMatchObject({
      singularName: 'deployment',
      kind: 'Deployment',
      verbs: ALL.split(' '),
      shortNames: ['deploy'],
      categories: ['all'],
    });
    expect(apps.get('replicasets')?.shortNames).toEqual(['rs']);
  });

  clause(
    'R8/plain-fallback',
    'MUST be plain when the aggregated form is not served',
    async () => {
      const accept = [
        'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
        'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList',
        'application/json',
      ].join(',');
      for (const [path, kind] of [
        ['/api', 'APIVersions'],
        ['/apis', 'APIGroupList'],
      ] as const) {
        const answer = await call('GET', path, { headers: { accept } });
        expect(answer.status).toBe(200);
        expect(answer.headers['content-type']).toBe('application/json');
        expect(answer.body.kind).toBe(kind);
      }
    },
  );
});
