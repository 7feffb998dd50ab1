import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  test,
} from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { eventually } from '../support/eventually.js';
import { type Api, type Answer, startApi } from '../support/start-api.js';

interface Line {
  podName: string;
  container: string;
  time: string;
  text: string;
  cursor: string;
}
interface Logs {
  lines: Line[];
  truncated: boolean;
  notes: string[];
}
type Read = Answer<{ owner: { logs: Logs | null } }>;

const NANOSECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/;
const CLEAN = {
  securityContext: { runAsNonRoot: true, runAsUser: 1000 },
};

describe('logs', () => {
  let api: Api;
  const tenant = uniqueName('logs');
  const pods = `/api/v1/namespaces/${tenant}/pods`;

  beforeAll(async () => {
    api = await startApi();
    await api.run(
      `mutation { createTenant(input: { name: "${tenant}", podSecurity: BASELINE }) { userErrors { message } }
        talk: createApp(input: { tenant: "${tenant}", name: "talk", image: "moorage.dev/logs:20", replicas: 2 }) { userErrors { message } }
        old: createApp(input: { tenant: "${tenant}", name: "old", image: "moorage.dev/logs:1", workload: REPLICATION_CONTROLLER }) { userErrors { message } }
        none: createApp(input: { tenant: "${tenant}", name: "none", image: "nginx:1.27", replicas: 0 }) { userErrors { message } } }`,
    );
  }, 60_000);
  afterEach(() => {
    api.proxy.fault = () => 'pass';
  });
  afterAll(async () => {
    await api.run(
      `mutation { deleteTenant(input: { name: "${tenant}", confirmName: "${tenant}" }) { deletedId } }`,
    );
    await api.stop();
  });

  const read = (owner: 'app' | 'pod', name: string, args = '', user?: string) =>
    api.run<{ owner: { logs: Logs | null } }>(
      `{ owner: ${owner}(tenant: "${tenant}", name: "${name}") { logs${args && `(${args})`} {
        lines { podName container time text cursor } truncated notes } } }`,
      {},
      user,
    );
  const logsOf = ({ data, errors }: Read): Logs => {
    expect(errors).toBeUndefined();
    expect(data.owner.logs).not.toBeNull();
    return data.owner.logs as Logs;
  };
  const makePod = (name: string, image: string, more: object = {}) =>
    api.plane.call('POST', pods, {
      metadata: { name },
      spec: { containers: [{ name: 'c', image }], ...CLEAN, ...more },
    });
  const grant = async (user: string, rules: object[]) => {
    const name = uniqueName('rights');
    const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${tenant}`;
    await api.plane.call('POST', `${rbac}/roles`, {
      metadata: { name },
      rules: [
        { apiGroups: [''], resources: ['namespaces'], verbs: ['get'] },
        {
          apiGroups: ['', 'apps'],
          resources: ['pods', 'deployments', 'replicationcontrollers'],
          verbs: ['get', 'list'],
        },
        ...rules,
      ],
    });
    await api.plane.call('POST', `${rbac}/rolebindings`, {
      metadata: { name },
      subjects: [
        { apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: user },
      ],
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'Role',
        name,
      },
    });
  };
  const talkers = () =>
    eventually(async () => {
      const logs = logsOf(await read('app', 'talk', 'tail: 40'));
      const names = [...new Set(logs.lines.map(({ podName }) => podName))];
      expect([names.length, logs.notes]).toEqual([2, []]);
      expect(logs.lines).toHaveLength(40);
      return { names: names.sort(), logs };
    });

  test('of an app are those of its pods, merged by time, the newest last', async () => {
    const { logs } = await talkers();
    const times = logs.lines.map(({ time }) => time);
    expect(times).toEqual([...times].sort());
    expect(times.every((time) => NANOSECONDS.test(time))).toBe(true);
    expect(logs.lines.at(-1)).toMatchObject({
      container: 'talk',
      text: expect.stringMatching(/^talk: line \d+$/),
    });
    expect(new Set(logs.lines.map(({ cursor }) => cursor)).size).toBe(40);
    expect(logs.truncated).toBe(true);
  });

  test('cost one list of the pods, and one read for each container', async () => {
    const { names } = await talkers();
    api.proxy.reset();
    const { extensions } = await read('app', 'talk', 'tail: 5');
    const paths = api.proxy.passed.map(({ path }) => path);
    expect(paths.filter((path) => path === pods)).toHaveLength(1);
    expect(paths.filter((path) => path.endsWith('/log')).sort()).toEqual(
      names.map((name) => `${pods}/${name}/log`),
    );
    expect(extensions?.cluster.requests).toBe(paths.length);
    const log = api.proxy.passed.find(({ path }) => path.endsWith('/log'));
    expect(Object.fromEntries(log?.query ?? [])).toEqual({
      container: 'talk',
      limitBytes: '5242880',
      tailLines: '6',
      timestamps: 'true',
    });
  });

  test('of a pod, since a time to the nanosecond, whole when they are short', async () => {
    const { names } = await talkers();
    const [name = ''] = names;
    const some = logsOf(await read('pod', name, 'tail: 30')).lines;
    const since = some[10]?.time ?? '';
    const later = logsOf(
      await read('pod', name, `tail: 10000, since: "${since}"`),
    );
    const first = later.lines.findIndex(
      ({ cursor }) => cursor === some[10]?.cursor,
    );
    // The embedded cluster writes several lines in one instant.
    expect(later.lines.slice(0, first).every(({ time }) => time === since));
    expect(later.lines.slice(first, first + 20)).toEqual(some.slice(10));
    expect(later.lines[0]?.time).toBe(since);
    expect(later.truncated).toBe(false);
    const never = await read('pod', name, 'since: "2126-01-01T00:00:00+02:00"');
    expect(logsOf(never)).toEqual({ lines: [], truncated: false, notes: [] });
  });

  test('of a ReplicationController, and of an app without pods', async () => {
    await eventually(async () => {
      const { lines } = logsOf(await read('app', 'old'));
      expect(lines.map(({ text }) => text)).toContain('old: line 1');
    });
    expect(logsOf(await read('app', 'none'))).toEqual({
      lines: [],
      truncated: false,
      notes: ['app none has no pods'],
    });
  });

  test('of the run before, where there was one', async () => {
    await makePod('fails', 'moorage.dev/exits:3-after-1s');
    await eventually(async () => {
      const { lines } = logsOf(await read('pod', 'fails', 'previous: true'));
      expect(lines.at(-1)?.text).toBe('c: ended with code 3');
    });
    const [name = ''] = (await talkers()).names;
    const missing = [`pod ${name} has no previous run`];
    for (const args of ['previous: true', 'previous: true, container: "talk"'])
      expect(logsOf(await read('pod', name, args))).toEqual({
        lines: [],
        truncated: false,
        notes: missing,
      });
  });

  test('that are not there yet are told', async () => {
    await makePod('slow', 'moorage.dev/slow-pull:60');
    await makePod('floats', 'nginx:1.27', { schedulerName: 'nobody' });
    await eventually(async () =>
      expect(logsOf(await read('pod', 'slow'))).toEqual({
        lines: [],
        truncated: false,
        notes: ['pod slow has not started: ContainerCreating'],
      }),
    );
    expect(logsOf(await read('pod', 'floats')).notes).toEqual([
      'pod floats has not started: no machine has taken it on yet',
    ]);
  });

  test('of several containers, those that prepare the pod included, or of one', async () => {
    await makePod('many', '', {
      initContainers: [{ name: 'first', image: 'moorage.dev/completes:1' }],
      containers: [
        { name: 'web', image: 'moorage.dev/logs:5' },
        { name: 'stuck', image: 'moorage.dev/no-such-image' },
      ],
    });
    await eventually(async () => {
      const { lines, notes } = logsOf(await read('pod', 'many'));
      const from = (name: string) =>
        lines.flatMap((line) => (line.container === name ? [line.text] : []));
      expect(from('first')).toContain(
        'first: starting moorage.dev/completes:1',
      );
      expect(from('web')).toContain('web: line 1');
      expect(notes).toEqual([
        expect.stringMatching(
          /^container "stuck" of pod many has not started: (image can't be pulled|trying and failing to pull image)$/,
        ),
      ]);
      expect(lines[0]?.container).toBe('first');
    });
    const one = logsOf(await read('pod', 'many', 'container: "web"'));
    expect(new Set(one.lines.map(({ container }) => container))).toEqual(
      new Set(['web']),
    );
    const { data, errors } = await read('pod', 'many', 'container: "zz"');
    expect(data.owner.logs).toBeNull();
    expect(errors?.[0]).toMatchObject({
      message:
        'There is no container "zz" in pod many. Containers: first, web, stuck.',
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  test.each([
    ['tail: 0', 'tail must be between 1 and 10000, not 0.'],
    ['tail: -1', 'tail must be between 1 and 10000, not -1.'],
    ['tail: 10001', 'tail must be between 1 and 10000, not 10001.'],
    ['tail: null', 'tail must be between 1 and 10000, not null.'],
    ['since: "2026-99-01T00:00:00Z"', /^since is no instant/],
    ['container: ""', 'There is no container "" in'],
  ])('with %s are refused', async (args, message) => {
    const [name = ''] = (await talkers()).names;
    api.proxy.reset();
    for (const answer of [
      await read('pod', name, args),
      await read('app', 'talk', args),
    ]) {
      expect(answer.data.owner.logs).toBeNull();
      expect(answer.errors?.[0]).toMatchObject({
        message:
          typeof message === 'string'
            ? expect.stringContaining(message)
            : expect.stringMatching(message),
        extensions: { code: 'BAD_USER_INPUT' },
      });
    }
    const asked = api.proxy.passed.filter(({ path }) => path.endsWith('/log'));
    expect(asked).toEqual([]);
  });

  test('that the caller may not read are FORBIDDEN, or a note where others can be read', async () => {
    const { names } = await talkers();
    const [open = '', closed = ''] = names;
    await grant('alice', []);
    await grant('bob', [
      {
        apiGroups: [''],
        resources: ['pods/log'],
        resourceNames: [open],
        verbs: ['get'],
      },
    ]);
    await eventually(async () => {
      for (const answer of [
        await read('pod', open, '', 'alice'),
        await read('app', 'talk', '', 'alice'),
        await read('pod', closed, '', 'bob'),
      ]) {
        expect(answer.data).toEqual({ owner: { logs: null } });
        expect(answer.errors?.[0]).toMatchObject({
          path: ['owner', 'logs'],
          message: expect.stringContaining('pods/log'),
          extensions: { code: 'FORBIDDEN' },
        });
      }
      const part = logsOf(await read('app', 'talk', '', 'bob'));
      expect(part.notes).toEqual([`the log of pod ${closed} may not be read`]);
      expect(new Set(part.lines.map(({ podName }) => podName))).toEqual(
        new Set([open]),
      );
    });
  });

  test('of a pod that goes meanwhile are told', async () => {
    await makePod('brief', 'moorage.dev/logs:5');
    await eventually(async () =>
      expect(logsOf(await read('pod', 'brief')).lines).not.toEqual([]),
    );
    let isAsked = () => {};
    const asked = new Promise<void>((resolve) => (isAsked = resolve));
    api.proxy.fault = (_method, path) => {
      if (path !== `${pods}/brief/log`) return 'pass';
      isAsked();
      return { delay: 1_500 };
    };
    const answer = read('pod', 'brief');
    await asked;
    await api.plane.call('DELETE', `${pods}/brief?gracePeriodSeconds=0`);
    expect(logsOf(await answer)).toEqual({
      lines: [],
      truncated: false,
      notes: ['pod brief is gone'],
    });
  });
});
