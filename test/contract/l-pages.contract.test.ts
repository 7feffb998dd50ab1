import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { failure } from './failure.js';
import { forgetFirstRevisions } from './first-revisions.js';
import { aNamespace, call, closePlane, type Thing } from './plane.js';

let namespace = '';
let secrets = '';

beforeAll(async () => {
  namespace = await aNamespace();
  secrets = `/api/v1/namespaces/${namespace}/secrets`;
  for (const name of ['a', 'b', 'c', 'd', 'e'])
    await call('POST', secrets, {
      body: { metadata: { name, labels: { name } } },
    });
});
afterAll(closePlane);

const namesOf = ({ items }: Thing) =>
  items.map(({ metadata }) => metadata.name);

async function list(path: string): Promise<Thing> {
  const { status, body } = await call('GET', path);
  expect(status).toBe(200);
  return body;
}

describe('pages', () => {
  clause('L2/continue', 'MUST show one snapshot', async () => {
    const configmaps = secrets.replace('secrets', 'configmaps');
    await call('DELETE', `${configmaps}/kube-root-ca.crt`);
    for (const name of ['0a', '0b', '0c', '0d'])
      await call('POST', configmaps, { body: { metadata: { name } } });
    const first = await list(`${configmaps}?limit=2`);
    expect(namesOf(first)).toEqual(['0a', '0b']);
    const token = first.metadata.continue ?? '';
    expect(token).toMatch(/^[\w-]+$/);

    await call('DELETE', `${configmaps}/0c`);
    await call('POST', configmaps, { body: { metadata: { name: '0bb' } } });
    const next = await list(`${configmaps}?limit=1&continue=${token}`);
    expect(namesOf(next)).toEqual(['0c']);
    const last = await list(
      `${configmaps}?limit=9&continue=${next.metadata.continue}`,
    );
    expect(namesOf(last)[0]).toBe('0d');
    expect(last.metadata.continue).toBeUndefined();
    for (const page of [next, last])
      expect(page.metadata.resourceVersion).toBe(
        first.metadata.resourceVersion,
      );
    const now = namesOf(await list(configmaps));
    expect(now).toContain('0bb');
    expect(now).not.toContain('0c');
  });

  clause('L2/remaining', 'MUST count what is left', async () => {
    const first = await list(`${secrets}?limit=2`);
    expect(first.metadata.remainingItemCount).toBe(3);
    const token = first.metadata.continue;
    const next = await list(`${secrets}?limit=2&continue=${token}`);
    expect(next.metadata.remainingItemCount).toBe(1);
    const whole = await list(`${secrets}?limit=5`);
    expect(whole.metadata).toEqual({
      resourceVersion: expect.any(String),
    });
    for (const query of ['labelSelector=name', 'fieldSelector=type%3DOpaque']) {
      const page = await list(`${secrets}?limit=2&${query}`);
      expect(namesOf(page)).toEqual(['a', 'b']);
      expect(page.metadata.continue).toMatch(/./);
      expect(page.metadata).not.toHaveProperty('remainingItemCount');
    }
  });

  clause('L2/no-limit', 'MUST be one without a limit', async () => {
    for (const limit of ['0', '-1'])
      expect(namesOf(await list(`${secrets}?limit=${limit}`))).toEqual([
        'a',
        'b',
        'c',
        'd',
        'e',
      ]);
  });

  clause('L2/bad-limit', 'MUST be numbers long', async () => {
    const { status, body } = await call('GET', `${secrets}?limit=abc`);
    expect(status).toBe(400);
    expect(body).toEqual(
      failure({
        code: 400,
        reason: 'BadRequest',
        message: 'strconv.ParseInt: parsing "abc": invalid syntax',
      }),
    );
  });

  clause('L3/bad-token', 'MUST go on with a good token', async () => {
    const { status, body } = await call('GET', `${secrets}?continue=abc`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 400, reason: 'BadRequest' });
    expect(body.message).toMatch(
      /^invalid continue token: continue key is not valid: ./,
    );
  });

  clause('L3/token-and-rv', 'MUST NOT go on elsewhere', async () => {
    const first = await list(`${secrets}?limit=2`);
    const { resourceVersion, continue: token } = first.metadata;
    const { status, body } = await call(
      'GET',
      `${secrets}?continue=${token}&resourceVersion=${resourceVersion}`,
    );
    expect(status).toBe(400);
    expect(body).toEqual(
      failure({
        code: 400,
        reason: 'BadRequest',
        message:
          'specifying resource version is not allowed when using continue',
      }),
    );
  });

  clause('L3/expired', 'MUST tell that a snapshot is gone', async () => {
    await forgetFirstRevisions();
    const events = secrets.replace('secrets', 'events');
    for (const name of ['a', 'b', 'c'])
      await call('POST', events, {
        body: {
          metadata: { name },
          involvedObject: { namespace },
          reason: 'Tested',
        },
      });
    const first = await list(`${events}?limit=1`);
    expect(namesOf(first)).toEqual(['a']);
    const token = ofRevisionOne(first.metadata.continue ?? '');
    const gone = await call('GET', `${events}?limit=1&continue=${token}`);
    expect(gone.status).toBe(410);
    expect(gone.body).toMatchObject({ code: 410, reason: 'Expired' });
    expect(gone.body.message).toMatch(
      /^The provided continue parameter is too old to display a consistent list result\. You can start a new list without the continue parameter, or use the continue token in this response/,
    );

    // The new token goes on in the present state.
    await call('DELETE', `${events}/b`);
    const rest = await list(
      `${events}?continue=${gone.body.metadata.continue}`,
    );
    expect(namesOf(rest)).toEqual(['c']);
  });
});

/** The same token as it would have been given out at revision 1. */
function ofRevisionOne(token: string): string {
  const place = JSON.parse(
    Buffer.from(token, 'base64url').toString(),
  ) as object;
  const old = JSON.stringify({ ...place, rv: 1 });
  return Buffer.from(old).toString('base64url');
}
