import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { isLeftOut, type Kubectl, openKubectl } from '../contract/kubectl.js';
import { type AppTenant, startAppTenant } from '../support/app-tenant.js';
import { eventually } from '../support/eventually.js';
import type { Api } from '../support/start-api.js';

interface Seen {
  image: string;
  replicas: number;
  cpu: string;
  memory: string;
  memoryLimit: string;
  env: { name: string; value: string }[];
  ports: { port: number }[];
  releases: { revision: number; image: string; current: boolean }[];
  status: {
    phase: string;
    serving: {
      desired: number;
      ready: number;
      updated: number;
      available: number;
    };
    rollout: {
      state: string;
      revision: number;
      updated: number;
      total: number;
    };
  };
}

const FIELDS = `image replicas cpu memory memoryLimit env { name value } ports { port }
  releases { revision image current }
  status { phase serving { desired ready updated available } rollout { state revision updated total } }`;

(isLeftOut ? describe.skip : describe)('kubectl and the API', () => {
  let api: Api;
  let tenant: string;
  let run: AppTenant['run'];
  let kubectl: Kubectl;

  beforeAll(async () => {
    ({ api, tenant, run } = await startAppTenant());
    kubectl = await openKubectl(tenant);
    const payload = await run('createApp', {
      name: 'web',
      image: 'nginx:1.27',
      runAsUser: 101,
      replicas: 2,
      cpu: '100m',
      memory: '64Mi',
      ports: [{ port: 80 }],
      env: [{ name: 'MODE', value: 'old' }],
      probes: { readiness: { disabled: true } },
    });
    expect(payload.userErrors).toEqual([]);
  }, 60_000);
  afterAll(async () => {
    await kubectl?.close();
    await api.stop();
  });

  const see = async (): Promise<Seen> => {
    const { data, errors } = await api.run<{ app: Seen }>(
      `{ app(tenant: "${tenant}", name: "web") { ${FIELDS} } }`,
    );
    expect(errors).toBeUndefined();
    return data.app;
  };
  const jsonpath = (what: string, path: string) =>
    kubectl.output(['get', what, `-o=jsonpath=${path}`]);
  /** The numbers of a table's row for the app, and the same by the API. */
  const both = async () => {
    const table = await kubectl.output(['get', 'deploy/web', '--no-headers']);
    const [, ready = '', updated, available] = table.split(/\s+/);
    const { serving } = (await see()).status;
    return [
      `${serving.ready}/${serving.desired} ${serving.updated} ${serving.available}`,
      `${ready} ${updated} ${available}`,
    ];
  };
  const inStep = () =>
    eventually(async () => {
      const [ours, theirs] = await both();
      expect(ours).toBe(theirs);
      return ours;
    });
  const waited = async (id = '') => {
    const { data } = await api.run<{ waitForRollout: { state: string } }>(
      `{ waitForRollout(id: "${id}") { state } }`,
    );
    return data.waitForRollout.state;
  };
  const rolloutStatus = async () => {
    const { code, stdout, stderr } = await kubectl.run([
      ...['rollout', 'status', 'deploy/web', '--watch=false'],
    ]);
    return { code, text: stdout + stderr };
  };

  test('rollout status: what is through for the one is through for the other', async () => {
    const { rollout } = await run('updateApp', {
      name: 'web',
      image: 'nginx:1.28',
    });
    expect(await waited(rollout?.id)).toBe('COMPLETE');
    expect(await rolloutStatus()).toEqual({
      code: 0,
      text: 'deployment "web" successfully rolled out\n',
    });
    expect((await see()).status.rollout).toMatchObject({
      state: 'COMPLETE',
      updated: 2,
      total: 2,
    });
    expect(await inStep()).toBe('2/2 2 2');
  });

  test('rollout status: what is under way has the same numbers, and what is past the deadline is failed', async () => {
    const { rollout } = await run('updateApp', {
      name: 'web',
      image: 'moorage.dev/never-ready',
      probes: { readiness: { tcp: { port: 80 } } },
    });
    expect(rollout).toMatchObject({ state: 'PENDING' });
    await eventually(async () => {
      const { text } = await rolloutStatus();
      const { state, updated, total } = (await see()).status.rollout;
      expect([state, text]).toEqual([
        'PROGRESSING',
        `Waiting for deployment "web" rollout to finish: ${updated} out of ${total} new replicas have been updated...\n`,
      ]);
    });
    expect(await inStep()).toBe('2/2 1 2');
    await kubectl.output([
      ...['patch', 'deploy/web', '--type=merge'],
      '-p={"spec":{"progressDeadlineSeconds":2}}',
    ]);
    await eventually(async () => {
      const { code, text } = await rolloutStatus();
      expect([code, text]).toEqual([
        1,
        'error: deployment "web" exceeded its progress deadline\n',
      ]);
      expect((await see()).status.rollout.state).toBe('FAILED');
    });
    await kubectl.output([
      ...['patch', 'deploy/web', '--type=merge'],
      '-p={"spec":{"progressDeadlineSeconds":300}}',
    ]);
    const back = await run('rollbackApp', { name: 'web' });
    expect(await waited(back.rollout?.id)).toBe('COMPLETE');
    expect((await rolloutStatus()).code).toBe(0);
  });

  test('rollout history: the same revisions, each of the same image', async () => {
    const { releases, status } = await see();
    const printed = await kubectl.output(['rollout', 'history', 'deploy/web']);
    const listed = [...printed.matchAll(/^(\d+)\s/gm)].map(([, revision]) =>
      Number(revision),
    );
    expect(listed).toEqual(releases.map(({ revision }) => revision).reverse());
    expect(listed.length).toBeGreaterThanOrEqual(3);
    expect(releases[0]).toMatchObject({
      current: true,
      revision: status.rollout.revision,
    });
    for (const { revision, image } of releases)
      expect(
        await kubectl.output([
          ...['rollout', 'history', 'deploy/web', `--revision=${revision}`],
        ]),
      ).toMatch(new RegExp(`Image:\\s+${image}\\n`));
  });

  test('get and describe: the same image, sizes, variables, ports and pods', async () => {
    const app = await see();
    const container = '{.spec.template.spec.containers[0]';
    expect(await jsonpath('deploy/web', `${container}.image}`)).toBe(app.image);
    expect(await jsonpath('deploy/web', '{.spec.replicas}')).toBe(
      String(app.replicas),
    );
    expect(
      (await jsonpath('service/web', '{.spec.ports[*].port}')).split(' '),
    ).toEqual(app.ports.map(({ port }) => String(port)));
    const text = await kubectl.output(['describe', 'deploy/web']);
    const { desired, updated, available } = app.status.serving;
    expect(text).toMatch(
      new RegExp(
        `Replicas:\\s+${desired} desired \\| ${updated} updated \\| ${desired} total \\| ${available} available \\| 0 unavailable`,
      ),
    );
    expect(text).toMatch(new RegExp(`Image:\\s+${app.image}`));
    expect(text).toMatch(
      new RegExp(`Limits:\\s+memory:\\s+${app.memoryLimit}`),
    );
    expect(text).toMatch(
      new RegExp(`Requests:\\s+cpu:\\s+${app.cpu}\\s+memory:\\s+${app.memory}`),
    );
    for (const { name, value } of app.env)
      expect(text).toMatch(new RegExp(`${name}:\\s+${value}\\n`));
    const { data } = await api.run<{
      app: { pods: { nodes: { name: string; status: string }[] } };
    }>(
      `{ app(tenant: "${tenant}", name: "web") { pods { nodes { name status } } } }`,
    );
    const pods = await kubectl.output([
      ...['get', 'pods', '-l=moorage.dev/app=web', '--no-headers'],
    ]);
    const rows = pods
      .trim()
      .split('\n')
      .map((row) => row.split(/\s+/));
    expect(
      data.app.pods.nodes.map(({ name, status }) => [name, status]).sort(),
    ).toEqual(rows.map(([name, , status]) => [name, status]).sort());
  });

  test('what kubectl changes is told by the API, and survives a change of another field', async () => {
    await kubectl.output(['set', 'env', 'deploy/web', 'EXTRA=by-kubectl']);
    await kubectl.output(['scale', 'deploy/web', '--replicas=3']);
    await kubectl.output(['annotate', 'deploy/web', 'team=red']);
    await kubectl.output([
      ...['patch', 'deploy/web', '--type=merge'],
      '-p={"spec":{"template":{"spec":{"terminationGracePeriodSeconds":7}}}}',
    ]);
    const before = await see();
    expect(before).toMatchObject({
      replicas: 3,
      env: [
        { name: 'MODE', value: 'old' },
        { name: 'EXTRA', value: 'by-kubectl' },
      ],
    });
    const payload = await run('updateApp', {
      name: 'web',
      image: 'nginx:1.29',
      setEnv: [{ name: 'MODE', value: 'new' }],
    });
    expect(payload.userErrors).toEqual([]);
    expect(await see()).toMatchObject({
      image: 'nginx:1.29',
      replicas: 3,
      env: [
        { name: 'MODE', value: 'new' },
        { name: 'EXTRA', value: 'by-kubectl' },
      ],
    });
    expect(
      await jsonpath(
        'deploy/web',
        '{.metadata.annotations.team} {.spec.template.spec.terminationGracePeriodSeconds}',
      ),
    ).toBe('red 7');
    expect(await waited(payload.rollout?.id)).toBe('COMPLETE');
  });

  test('pause, resume, restart and undo by kubectl are told by the API, and the other way round', async () => {
    await kubectl.output(['rollout', 'pause', 'deploy/web']);
    expect((await see()).status.phase).toBe('PAUSED');
    await run('updateApp', { name: 'web', paused: false });
    expect(await jsonpath('deploy/web', '{.spec.paused}')).toBe('');
    const { rollout } = await run('restartApp', { name: 'web' });
    await kubectl.output(['rollout', 'restart', 'deploy/web']);
    const { data } = await api.run<{ rollout: { state: string } }>(
      `{ rollout(id: "${rollout?.id}") { state } }`,
    );
    expect(data.rollout.state).toBe('SUPERSEDED');
    await run('updateApp', { name: 'web', image: 'nginx:1.30' });
    await kubectl.output([
      ...['rollout', 'status', 'deploy/web', '--timeout=20s'],
    ]);
    await kubectl.output(['rollout', 'undo', 'deploy/web']);
    await kubectl.output([
      ...['rollout', 'status', 'deploy/web', '--timeout=20s'],
    ]);
    const app = await see();
    expect(app).toMatchObject({
      image: 'nginx:1.29',
      replicas: 3,
      status: { phase: 'RUNNING', rollout: { state: 'COMPLETE' } },
    });
    expect(app.releases[0]).toMatchObject({
      image: 'nginx:1.29',
      current: true,
    });
  });
});
