import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  test,
} from '@jest/globals';

import { eventually } from '../support/eventually.js';
import {
  logsOf,
  type LogTenant,
  startLogTenant,
} from '../support/log-tenant.js';

const NANOSECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/;

describe('logs', () => {
  let world: LogTenant;

  beforeAll(async () => {
    world = await startLogTenant();
  }, 60_000);
  afterEach(() => {
    world.api.proxy.fault = () => 'pass';
  });
  afterAll(() => world.stop());

  test('of an app are those of its pods, merged by time, the newest last', async () => {
    const { logs } = await world.talkers();
    const times = logs.lines.map(({ time }) => time);
    expect(times).toEqual([...times].sort());
    expect(times.every((time) => NANOSECONDS.test(time))).toBe(true);
    expect(logs.lines.at(-1)).toMatchObject({
      container: 'talk',
      text: expect.stringMatching(/^talk: line \d+$/),
    });
    expect(new Set(logs.lines.map(({ cursor }) => cursor)).size).toBe(40);
  });

  test('cost one list of the pods, and one read for each container', async () => {
    const { names } = await world.talkers();
    world.api.proxy.reset();
    const { extensions } = await world.read('app', 'talk', 'tail: 5');
    const paths = world.api.proxy.passed.map(({ path }) => path);
    expect(paths.filter((path) => path === world.pods)).toHaveLength(1);
    expect(paths.filter((path) => path.endsWith('/log')).sort()).toEqual(
      names.map((name) => `${world.pods}/${name}/log`),
    );
    expect(extensions?.cluster.requests).toBe(paths.length);
    const log = world.api.proxy.passed.find(({ path }) =>
      path.endsWith('/log'),
    );
    expect(Object.fromEntries(log?.query ?? [])).toEqual({
      container: 'talk',
      limitBytes: '5242880',
      tailLines: '6',
      timestamps: 'true',
    });
  });

  test('of a pod, since a time to the nanosecond, whole when they are short', async () => {
    const { names } = await world.talkers();
    const [name = ''] = names;
    const some = logsOf(await world.read('pod', name, 'tail: 30')).lines;
    const since = some[10]?.time ?? '';
    const later = logsOf(
      await world.read('pod', name, `tail: 10000, since: "${since}"`),
    );
    const first = later.lines.findIndex(
      ({ cursor }) => cursor === some[10]?.cursor,
    );
    // The embedded cluster writes several lines in one instant.
    expect(
      later.lines.slice(0, first).every(({ time }) => time === since),
    ).toBe(true);
    const rest = some.slice(10);
    expect(later.lines.slice(first, first + rest.length)).toEqual(rest);
    expect(later.lines[0]?.time).toBe(since);
    expect(later.truncated).toBe(false);
    const never = await world.read(
      'pod',
      name,
      'since: "2126-01-01T00:00:00+02:00"',
    );
    expect(logsOf(never)).toEqual({ lines: [], truncated: false, notes: [] });
  });

  test('of a ReplicationController, and of an app without pods', async () => {
    await eventually(async () => {
      const { lines } = logsOf(await world.read('app', 'old'));
      expect(lines.map(({ text }) => text)).toContain('old: line 1');
    });
    expect(logsOf(await world.read('app', 'none'))).toEqual({
      lines: [],
      truncated: false,
      notes: ['app none has no pods'],
    });
  });

  test('of the run before, where there was one', async () => {
    await world.makePod('fails', 'moorage.dev/exits:3-after-1s');
    await eventually(async () => {
      const { lines } = logsOf(
        await world.read('pod', 'fails', 'previous: true'),
      );
      expect(lines.at(-1)?.text).toBe('c: ended with code 3');
    });
    const [name = ''] = (await world.talkers()).names;
    const missing = [`pod ${name} has no previous run`];
    for (const args of ['previous: true', 'previous: true, container: "talk"'])
      expect(logsOf(await world.read('pod', name, args))).toEqual({
        lines: [],
        truncated: false,
        notes: missing,
      });
  });

  test('that are not there yet are told', async () => {
    await world.makePod('slow', 'moorage.dev/slow-pull:60');
    await world.makePod('floats', 'nginx:1.27', { schedulerName: 'nobody' });
    await eventually(async () =>
      expect(logsOf(await world.read('pod', 'slow'))).toEqual({
        lines: [],
        truncated: false,
        notes: ['pod slow has not started: ContainerCreating'],
      }),
    );
    expect(logsOf(await world.read('pod', 'floats')).notes).toEqual([
      'pod floats has not started: no machine has taken it on yet',
    ]);
  });

  test('of several containers, those that prepare the pod included, or of one', async () => {
    await world.makePod('many', '', {
      initContainers: [{ name: 'first', image: 'moorage.dev/completes:1' }],
      containers: [
        { name: 'web', image: 'moorage.dev/logs:5' },
        { name: 'stuck', image: 'moorage.dev/no-such-image' },
      ],
    });
    await eventually(async () => {
      const { lines, notes } = logsOf(await world.read('pod', 'many'));
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
    const one = logsOf(await world.read('pod', 'many', 'container: "web"'));
    expect(new Set(one.lines.map(({ container }) => container))).toEqual(
      new Set(['web']),
    );
    const { data, errors } = await world.read('pod', 'many', 'container: "zz"');
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
    const [name = ''] = (await world.talkers()).names;
    world.api.proxy.reset();
    for (const answer of [
      await world.read('pod', name, args),
      await world.read('app', 'talk', args),
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
    const asked = world.api.proxy.passed.filter(({ path }) =>
      path.endsWith('/log'),
    );
    expect(asked).toEqual([]);
  });

  test('that the caller may not read are FORBIDDEN, or a note where others can be read', async () => {
    const { names } = await world.talkers();
    const [open = '', closed = ''] = names;
    await world.grant('alice', []);
    await world.grant('bob', [
      {
        apiGroups: [''],
        resources: ['pods/log'],
        resourceNames: [open],
        verbs: ['get'],
      },
    ]);
    await eventually(async () => {
      for (const answer of [
        await world.read('pod', open, '', 'alice'),
        await world.read('app', 'talk', '', 'alice'),
        await world.read('pod', closed, '', 'bob'),
      ]) {
        expect(answer.data).toEqual({ owner: { logs: null } });
        expect(answer.errors?.[0]).toMatchObject({
          path: ['owner', 'logs'],
          message: expect.stringContaining('pods/log'),
          extensions: { code: 'FORBIDDEN' },
        });
      }
      const part = logsOf(await world.read('app', 'talk', '', 'bob'));
      expect(part.notes).toEqual([`the log of pod ${closed} may not be read`]);
      expect(new Set(part.lines.map(({ podName }) => podName))).toEqual(
        new Set([open]),
      );
    });
  });

  test('of a pod that goes meanwhile are told', async () => {
    await world.makePod('brief', 'moorage.dev/logs:5');
    await eventually(async () =>
      expect(logsOf(await world.read('pod', 'brief')).lines).not.toEqual([]),
    );
    let isAsked = () => {};
    const asked = new Promise<void>((resolve) => (isAsked = resolve));
    world.api.proxy.fault = (_method, path) => {
      if (path !== `${world.pods}/brief/log`) return 'pass';
      isAsked();
      return { delay: 1_500 };
    };
    const answer = world.read('pod', 'brief');
    await asked;
    await world.api.plane.call(
      'DELETE',
      `${world.pods}/brief?gracePeriodSeconds=0`,
    );
    expect(logsOf(await answer)).toEqual({
      lines: [],
      truncated: false,
      notes: ['pod brief is gone'],
    });
  });
});
