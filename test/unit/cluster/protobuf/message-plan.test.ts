import { describe, expect, test } from '@jest/globals';

import { toFieldTree } from '../../../../src/cluster/fields.js';
import {
  readMessage,
  toPlan,
} from '../../../../src/cluster/protobuf/message-plan.js';
import { WireReader } from '../../../../src/cluster/protobuf/wire-reader.js';
import { message } from '../../../support/protobuf-bytes.js';

/** A message as an object, as JSON would have it. */
const read = (struct: string, bytes: Buffer, fields?: string[]) =>
  readMessage(
    new WireReader(bytes),
    bytes.length,
    toPlan(struct, fields ? toFieldTree(fields) : true),
  );

describe('a message is read as JSON would have it', () => {
  test('with numbers of every size, negative ones too', () => {
    expect(
      read('v1.PodSpec', message([5, 2 ** 40 + 3], [25, -2_000_000_000])),
    ).toEqual({ activeDeadlineSeconds: 2 ** 40 + 3, priority: -2_000_000_000 });
  });

  test('with empty values where JSON has them, and only there', () => {
    // started is a pointer, ready and restartCount are always written, containerID is left out when empty.
    const status = message([4, false], [5, 0], [8, ''], [9, false]);
    expect(read('v1.ContainerStatus', status)).toEqual({
      ready: false,
      restartCount: 0,
      started: false,
    });
  });

  test('with times as text, and null for one that was never set', () => {
    const seconds = Date.UTC(2026, 10, 25, 1, 2, 3) / 1_000;
    const event = message(
      [6, message([1, seconds])],
      [7, message()],
      [10, message([1, seconds], [2, 5_000])],
    );
    expect(read('v1.Event', event)).toEqual({
      firstTimestamp: '2026-11-25T01:02:03Z',
      lastTimestamp: null,
      eventTime: '2026-11-25T01:02:03.000005Z',
    });
  });

  test('with ports by number and by name, and with quantities', () => {
    const port = (target: Buffer) => message([3, 80], [4, target]);
    const spec = message(
      [1, port(message([1, 0], [2, 8080], [3, '']))],
      [1, port(message([1, 1], [2, 0], [3, 'http']))],
    );
    expect(read('v1.ServiceSpec', spec)).toEqual({
      ports: [
        { port: 80, targetPort: 8080 },
        { port: 80, targetPort: 'http' },
      ],
    });
    const hard = message([1, message([1, 'pods'], [2, message([1, '40'])])]);
    expect(read('v1.ResourceQuotaStatus', hard)).toEqual({
      hard: { pods: '40' },
    });
  });

  test('with maps whose values may be empty', () => {
    const labels = message(
      [11, message([1, 'a'], [2, 'b'])],
      [11, message([1, 'empty'])],
    );
    expect(read('meta.v1.ObjectMeta', labels)).toEqual({
      labels: { a: 'b', empty: '' },
    });
  });

  test('with parts that JSON shows as one with their parent', () => {
    const claim = message([1, 'data'], [2, true]);
    const volume = message([1, 'disk'], [2, message([10, claim])]);
    expect(read('v1.Volume', volume)).toEqual({
      name: 'disk',
      persistentVolumeClaim: { claimName: 'data', readOnly: true },
    });
    expect(
      read('v1.Volume', volume, ['persistentVolumeClaim.claimName']),
    ).toEqual({ persistentVolumeClaim: { claimName: 'data' } });
  });

  test('with nothing but what is asked for, jumping over fields of the future', () => {
    const bytes = message(
      [1, message([1, 'web'], [3, 'harbour'], [6, '4711'])],
      [2, message([10, 'node-1'], [999, 'new'])],
      [500, 7],
    );
    expect(read('v1.Pod', bytes, ['metadata.name', 'spec.nodeName'])).toEqual({
      metadata: { name: 'web' },
      spec: { nodeName: 'node-1' },
    });
  });
});
