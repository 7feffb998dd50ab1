import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

interface Rule {
  apiGroups: string[];
  resources: string[];
  resourceNames?: string[];
  verbs: string[];
}
interface Shipped {
  kind: string;
  metadata: { name: string };
  rules?: Rule[];
  spec?: {
    failurePolicy?: string;
    policyName?: string;
    validationActions?: string[];
    validations?: { message?: string; reason?: string }[];
    matchConstraints?: { resourceRules: { resourceNames?: string[] }[] };
  };
}

const shipped = readdirSync('deploy')
  .filter((name) => name.endsWith('.yaml'))
  .flatMap((name) =>
    parseAllDocuments(readFileSync(join('deploy', name), 'utf8')).map(
      (document) => document.toJS() as Shipped,
    ),
  );
const ofKind = (kind: string) => shipped.filter((one) => one.kind === kind);
const rulesOf = (name: string) =>
  ofKind('ClusterRole').find(({ metadata }) => metadata.name === name)?.rules ??
  [];

describe('what a cluster gets', () => {
  test('is named for us', () => {
    expect(
      shipped.filter(({ metadata }) => !metadata.name.startsWith('moorage-')),
    ).toEqual([]);
  });

  test('grants verb by verb: `*` would be escalate, bind and impersonate, too', () => {
    const words = ofKind('ClusterRole').flatMap(({ rules = [] }) =>
      rules.flatMap(({ apiGroups, resources, verbs }) => [
        ...apiGroups,
        ...resources,
        ...verbs,
      ]),
    );
    expect(words.filter((word) => /\*|^escalate$/.test(word))).toEqual([]);
    const bind = shipped.flatMap(({ rules = [] }) =>
      rules.filter(({ verbs }) => verbs.includes('bind')),
    );
    for (const { resourceNames } of bind)
      expect(resourceNames).toEqual([
        'moorage-viewer',
        'moorage-developer',
        'moorage-admin',
      ]);
    expect(bind).toHaveLength(2);
  });

  test('lets each role do all that the weaker one may', () => {
    const [viewer, developer, admin] = ['viewer', 'developer', 'admin'].map(
      (role) => rulesOf(`moorage-${role}`),
    );
    expect(developer).toEqual(expect.arrayContaining(viewer ?? []));
    expect(admin).toEqual(expect.arrayContaining(developer ?? []));
  });

  test('leaves the server two narrow roles', () => {
    expect(rulesOf('moorage-server')).toEqual([
      {
        apiGroups: [''],
        resources: ['namespaces'],
        verbs: ['get', 'list', 'watch'],
      },
      {
        apiGroups: ['rbac.authorization.k8s.io'],
        resources: ['rolebindings'],
        verbs: ['get', 'list', 'watch'],
      },
    ]);
    expect(rulesOf('moorage-impersonator')).toEqual([
      {
        apiGroups: [''],
        resources: ['users', 'groups'],
        verbs: ['impersonate'],
      },
    ]);
  });

  test('has policies that fail closed, each in force and with a sentence', () => {
    const policies = ofKind('ValidatingAdmissionPolicy');
    expect(policies.length).toBeGreaterThan(0);
    for (const { metadata, spec } of policies) {
      expect([metadata.name, spec?.failurePolicy]).toEqual([
        metadata.name,
        'Fail',
      ]);
      for (const { message, reason } of spec?.validations ?? [])
        expect([message, reason]).toEqual([expect.any(String), 'Forbidden']);
      // A request to delete a collection has no name and would go past.
      expect(JSON.stringify(spec?.matchConstraints)).not.toContain(
        'resourceNames',
      );
    }
    expect(
      ofKind('ValidatingAdmissionPolicyBinding').map(({ spec }) => [
        spec?.policyName,
        spec?.validationActions,
      ]),
    ).toEqual(policies.map(({ metadata }) => [metadata.name, ['Deny']]));
  });

  test('is described: every object has its row', () => {
    const page = readFileSync('deploy/README.md', 'utf8');
    const rows = [...page.matchAll(/^\| `(moorage-[a-z-]+)` \|/gm)].map(
      ([, name]) => name,
    );
    expect(rows.sort()).toEqual(
      [...new Set(shipped.map(({ metadata }) => metadata.name))].sort(),
    );
  });

  test('comes with the containers, too', () => {
    const { services } = parse(readFileSync('docker-compose.yml', 'utf8')) as {
      services: Record<string, { volumes?: string[]; command?: string[] }>;
    };
    const account = services['demo-account'];
    expect(account?.volumes).toContain('./deploy:/deploy:ro');
    expect(account?.command?.join()).toContain('-f /deploy/');
    const image = readFileSync('Dockerfile', 'utf8');
    expect(image).toMatch(
      /COPY .*\/deploy \.\/deploy[\s\S]*"--apply", "deploy"/,
    );
  });
});
