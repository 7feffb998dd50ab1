import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause, isLeftOut, type Kubectl, openKubectl } from './kubectl.js';
import { aNamespace, call, closePlane } from './plane.js';
import { aWorkload, pathsOf } from './workloads.js';

let kubectl: Kubectl;
let namespace = '';

beforeAll(async () => {
  if (isLeftOut) return;
  namespace = await aNamespace();
  kubectl = await openKubectl(namespace);
});
afterAll(async () => {
  await kubectl?.close();
  await closePlane();
});

describe('kubectl with OpenAPI', () => {
  clause('R9/kubectl', 'MUST let kubectl validate and apply', async () => {
    const manifest = (image: string, more: object = {}) =>
      JSON.stringify({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        ...aWorkload('web', {
          replicas: 0,
          template: {
            metadata: { labels: { app: 'web' } },
            spec: { containers: [{ name: 'c', image, ...more }] },
          },
        }),
      });
    const env = [{ name: 'A', value: '1' }];
    const apply = ['apply', '-f', '-'];
    const first = manifest('example.com/app:1', { env });
    const said = 'deployment.apps/web';
    expect(await kubectl.output(apply, first)).toBe(`${said} created\n`);
    expect(await kubectl.output(apply, first)).toBe(`${said} unchanged\n`);
    const next = manifest('example.com/app:2');
    const diff = await kubectl.run(['diff', '-f', '-'], next);
    expect(diff.code).toBe(1);
    expect(diff.stdout).toMatch(
      /^-\s+- image: example\.com\/app:1$|^-\s+image: example\.com\/app:1$/m,
    );
    expect(diff.stdout).toMatch(/^\+\s+(- )?image: example\.com\/app:2$/m);
    expect(await kubectl.output(apply, next)).toBe(`${said} configured\n`);
    const { deployments } = pathsOf(namespace);
    const { body } = await call('GET', `${deployments}/web`);
    expect(body.spec).toMatchObject({
      template: { spec: { containers: [{ image: 'example.com/app:2' }] } },
    });
    expect(JSON.stringify(body.spec)).not.toContain('"env"');
    const odd = await kubectl.run(
      apply,
      manifest('example.com/app:2', { x: 1 }),
    );
    expect(odd.code).toBe(1);
    expect(odd.stderr).toContain(
      'strict decoding error: unknown field "spec.template.spec.containers[0].x"',
    );
  });

  clause('R9/explain', 'MUST let kubectl explain fields', async () => {
    const explain = (path: string) => kubectl.output(['explain', path]);
    const containers = await explain('pod.spec.containers');
    expect(containers).toMatch(/^KIND: +Pod$/m);
    expect(containers).toMatch(/^FIELD: containers <\[\]Container>$/m);
    expect(containers).toMatch(/^ +name\t<string> -required-$/m);
    expect(containers).toMatch(/^ +resources\t<ResourceRequirements>$/m);
    expect(await explain('deploy')).toMatch(/^GROUP: +apps$/m);
    expect(await explain('pod.spec.containers.resources.limits')).toMatch(
      /^FIELD: limits <map\[string\]Quantity>$/m,
    );
    const missing = await kubectl.run(['explain', 'pod.spec.nope']);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain('field "nope" does not exist');
  });
});
