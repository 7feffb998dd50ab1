import { Agent, request } from 'undici';

import type { ControlPlane } from './control-plane.js';

interface Table {
  rows: { cells: (string | number)[] }[];
}

/** NAME, READY, STATUS and RESTARTS of the pods of a namespace, as the API server prints them for kubectl. */
export async function printedPods(
  plane: ControlPlane,
  namespace: string,
): Promise<string[][]> {
  const agent = new Agent({ connect: { ca: plane.ca } });
  const answer = await request(
    `${plane.server}/api/v1/namespaces/${namespace}/pods`,
    {
      dispatcher: agent,
      headers: {
        authorization: `Bearer ${plane.token('admin')}`,
        accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
      },
    },
  );
  const { rows } = (await answer.body.json()) as Table;
  await agent.destroy();
  return rows.map(({ cells: [name, ready, status, restarts] }) => [
    ...[String(name), String(ready), String(status)],
    // "3 (10s ago)"
    String(restarts).replace(/ .*/, ''),
  ]);
}
