import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { envelope, message } from '../support/protobuf-bytes.js';
import { clause } from './clause.js';
import { failure } from './failure.js';
import { aNamespace, call, closePlane } from './plane.js';
import { openProtobuf } from './protobuf.js';
import { POD_SPEC, POD_SPEC_BYTES } from './protobuf-pod.js';

const protobuf = openProtobuf();
let core = '';
let namespace = '';

beforeAll(async () => {
  namespace = await aNamespace();
  core = `/api/v1/namespaces/${namespace}`;
});
afterAll(async () => {
  await protobuf.close();
  await closePlane();
});

const named = (name: string) => message([1, name]);
const entry = (key: string, value: string | Buffer) =>
  message([1, key], [2, value]);
const aConfigMap = (name: string, value = '1') =>
  envelope(
    'v1',
    'ConfigMap',
    message(
      [1, message([1, name], [11, entry('app', 'x')])],
      [2, entry('a', value)],
      [3, entry('b', Buffer.from([0, 255]))],
      // What no type has is skipped.
      [99, 'odd'],
      [98, 7],
    ),
  );

describe('a body of protobuf', () => {
  clause('R5/protobuf', 'MUST be read as JSON is', async () => {
    const path = `${core}/configmaps`;
    const made = await protobuf.send('POST', path, aConfigMap('one'));
    expect(made.status).toBe(201);
    expect(made.headers['content-type']).toBe('application/json');
    expect(made.body).toMatchObject({ kind: 'ConfigMap', apiVersion: 'v1' });
    expect(made.body.metadata.labels).toEqual({ app: 'x' });
    expect(made.body.data).toEqual({ a: '1' });
    expect(made.body.binaryData).toEqual({ b: 'AP8=' });
    const again = await protobuf.send('POST', path, aConfigMap('one'));
    expect(again.status).toBe(409);
  });

  clause('R5/protobuf-pod', 'MUST be read at every depth', async () => {
    const pod = message([1, named('pod')], [2, POD_SPEC_BYTES]);
    const { status, body } = await protobuf.send(
      'POST',
      `${core}/pods?dryRun=All`,
      envelope('v1', 'Pod', pod),
    );
    expect(status).toBe(201);
    expect(body.spec).toMatchObject(POD_SPEC);
  });

  clause('R5/protobuf-time', 'MUST be read with its instants', async () => {
    const event = message(
      [1, named('event')],
      [2, message([1, 'Pod'], [2, namespace], [3, 'pod'])],
      [3, 'Tried'],
      [6, Buffer.alloc(0)],
      [7, message([1, 1_700_000_000], [2, 5])],
      [8, 3],
      [9, 'Normal'],
      [10, message([1, 1_700_000_000], [2, 123_456_789])],
      [12, 'Try'],
      [14, 'example.com/tester'],
      [15, 'tester-1'],
    );
    const { status, body } = await protobuf.send(
      'POST',
      `${core}/events`,
      envelope('v1', 'Event', event),
    );
    expect(status).toBe(201);
    expect(body).toMatchObject({
      count: 3,
      firstTimestamp: null,
      lastTimestamp: '2023-11-14T22:13:20Z',
      eventTime: '2023-11-14T22:13:20.123456Z',
    });
  });

  clause('R5/protobuf-put', 'MUST replace', async () => {
    const path = `${core}/configmaps`;
    await protobuf.send('POST', path, aConfigMap('put'));
    const { status, body } = await protobuf.send(
      'PUT',
      `${path}/put`,
      aConfigMap('put', '2'),
    );
    expect(status).toBe(200);
    expect(body.data).toEqual({ a: '2' });
  });

  clause('R5/protobuf-delete', 'MUST tell how to delete', async () => {
    const path = `${core}/configmaps/deleted`;
    await protobuf.send('POST', `${core}/configmaps`, aConfigMap('deleted'));
    const options = (...fields: Parameters<typeof message>) =>
      envelope('v1', 'DeleteOptions', message(...fields));
    const other = options([2, message([1, 'another-uid'])]);
    const refused = await protobuf.send('DELETE', path, other);
    expect(refused.status).toBe(409);
    expect(refused.body.reason).toBe('Conflict');
    const dry = await protobuf.send('DELETE', path, options([5, 'All']));
    expect(dry.status).toBe(200);
    expect((await call('GET', path)).status).toBe(200);
    const cut = await protobuf.send(
      'DELETE',
      path,
      options([5, 'All']).subarray(0, -1),
    );
    expect(cut.status).toBe(400);
    expect(cut.body.message).toBe('unexpected EOF');
    const kind = envelope('v1', 'ConfigMap', message());
    const wrong = await protobuf.send('DELETE', path, kind);
    expect(wrong.status).toBe(400);
    expect(wrong.body.message).toMatch(
      /^no kind "ConfigMap" is registered for version "v1" in scheme /,
    );
    const gone = await protobuf.send(
      'DELETE',
      path,
      options([1, 0], [4, 'Background']),
    );
    expect(gone.status).toBe(200);
    expect((await call('GET', path)).status).toBe(404);
  });

  clause('R5/protobuf-bad', 'MUST be 400 when it is broken', async () => {
    const unrecognized =
      'the object provided is unrecognized (must be of type ConfigMap): ';
    const unfit = (kind: string, version = 'v1') =>
      `${kind} in version "${version}" cannot be handled as a ConfigMap: `;
    const object = message([1, named('bad')]);
    for (const [bytes, text] of [
      [Buffer.alloc(0), `${unrecognized}empty data (<empty>)`],
      [Buffer.from('k8s\0'), `${unrecognized}empty body (6b387300)`],
      [
        Buffer.from('{"kind":"ConfigMap"}'),
        `${unrecognized}provided data does not appear to be a protobuf message, expected prefix [107 56 115 0] ({"kind":"ConfigMap"})`,
      ],
      [
        envelope('v1', 'ConfigMap', object).subarray(0, 12),
        `${unrecognized}unexpected EOF (6b3873000a0f0a0276311209)`,
      ],
      [
        envelope('v1', 'ConfigMap', object.subarray(0, -1)),
        `${unfit('ConfigMap')}unexpected EOF`,
      ],
      [
        envelope('v1', 'ConfigMap', message([1, message([1, 5])])),
        `${unfit('ConfigMap')}proto: wrong wireType = 0 for field Name`,
      ],
      [
        envelope('v1', 'ConfigMap', Buffer.from([0x66])),
        `${unfit('ConfigMap')}proto: illegal wireType 6`,
      ],
      [
        envelope('v1', 'Secret', object),
        `${unfit('Secret')}converting (v1.Secret) to (core.ConfigMap): unknown conversion`,
      ],
    ] as const) {
      const answer = await protobuf.send('POST', `${core}/configmaps`, bytes);
      expect(answer.status).toBe(400);
      expect(answer.body).toEqual(
        failure({ code: 400, reason: 'BadRequest', message: text }),
      );
    }
    const unknown = await protobuf.send(
      'POST',
      `${core}/configmaps`,
      envelope('v9', 'ConfigMap', object),
    );
    expect(unknown.status).toBe(400);
    expect(unknown.body.message).toMatch(
      /^ConfigMap in version "v9" cannot be handled as a ConfigMap: no kind "ConfigMap" is registered for version "v9" in scheme /,
    );
  });
});
