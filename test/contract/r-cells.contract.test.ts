import { afterAll, describe, expect } from '@jest/globals';

import { eventually } from '../support/eventually.js';
import { clause } from './clause.js';
import { aNamespace, call, closePlane } from './plane.js';
import { toPodStates } from './pod-states.js';
import { AGE, toShownObjects } from './shown-objects.js';
import { rowOf, tableOf } from './table.js';
import { change, create, pathsOf } from './workloads.js';

const FINALIZER = 'moorage.dev/held';

afterAll(closePlane);

describe('the cells of a table', () => {
  clause('R13/cells', 'MUST show what the kind is about', async () => {
    const namespace = await aNamespace();
    const objects = toShownObjects(namespace);
    await Promise.all(objects.map(({ at, body }) => create(at, body)));
    await Promise.all(
      objects.map(({ at, body, cells }) =>
        // Controllers fill in what some of them show.
        eventually(async () =>
          expect(rowOf(await tableOf(at), body.metadata.name)).toEqual(cells),
        ),
      ),
    );
    const { deployments } = pathsOf(namespace);
    const scale = await tableOf(`${deployments}/app/scale`);
    expect(scale.rows[0]?.cells).toEqual(['app', 0, 0, AGE]);
    const node = await tableOf('/api/v1/nodes/moorage-node');
    expect(node.rows[0]?.cells.slice(0, 3)).toEqual([
      'moorage-node',
      'Ready',
      '<none>',
    ]);
    const space = await tableOf(`/api/v1/namespaces/${namespace}`);
    expect(space.rows[0]?.cells).toEqual([namespace, 'Active', AGE]);
  });

  clause('R13/pods', 'MUST say in a word what a pod does', async () => {
    const { pods } = pathsOf(await aNamespace());
    const now = Date.now();
    const states = toPodStates((seconds) =>
      new Date(now - seconds * 1_000).toISOString().replace(/\.\d+/, ''),
    );
    await Promise.all(
      states.map(async ({ name, pod, status }) => {
        await create(pods, pod);
        await change(`${pods}/${name}/status`, { status });
      }),
    );
    const table = await tableOf(pods);
    expect(
      states.map(({ name }) => [
        name,
        ...(rowOf(table, name) ?? []).slice(1, 4),
      ]),
    ).toEqual(states.map(({ name, cells }) => [name, ...cells]));
    expect(rowOf(table, 'new')?.slice(4)).toEqual([
      AGE,
      ...Array<string>(4).fill('<none>'),
    ]);
    const completed = table.rows.filter(({ conditions }) => conditions);
    expect(completed.map(({ object }) => object?.metadata.name).sort()).toEqual(
      ['evicted', 'failed', 'killed'],
    );
    expect(completed[0]?.conditions).toEqual([
      {
        type: 'Completed',
        status: 'True',
        reason: 'Failed',
        message: 'The pod failed.',
      },
    ]);
    await change(`${pods}/again`, { metadata: { finalizers: [FINALIZER] } });
    await call('DELETE', `${pods}/again`);
    const dying = await tableOf(`${pods}/again`);
    expect(dying.rows[0]?.cells[2]).toBe('Terminating');
    await change(`${pods}/again`, { metadata: { finalizers: null } });
  });
});
