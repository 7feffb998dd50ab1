import { describe, expect, test } from '@jest/globals';

import { StatusError } from '../../../../devcluster/api/status-error.js';
import { completeObject } from '../../../../devcluster/schema/complete-object.js';
import { decodeDeleteOptions } from '../../../../devcluster/schema/decode-delete-options.js';
import { decodeObject } from '../../../../devcluster/schema/decode-object.js';
import { RECORDED } from '../../../fixtures/recorded-protobuf.js';
import { envelope, message } from '../../../support/protobuf-bytes.js';

const CONTENT_TYPE = 'application/vnd.kubernetes.protobuf';
const CONFIG_MAP = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  definition: 'v1.ConfigMap',
};
const POD = { ...CONFIG_MAP, kind: 'Pod', definition: 'v1.Pod' };
const EVENT = { ...CONFIG_MAP, kind: 'Event', definition: 'v1.Event' };

const decode = (kind: typeof POD, object: Buffer) =>
  decodeObject({
    bytes: envelope('v1', kind.kind, object),
    contentType: CONTENT_TYPE,
    kind,
    fieldValidation: 'Strict',
  }).object;

const refusalOf = (object: Buffer): string => {
  try {
    decode(CONFIG_MAP, object);
  } catch (error) {
    if (error instanceof StatusError)
      return error.message.replace(
        'ConfigMap in version "v1" cannot be handled as a ConfigMap: ',
        '',
      );
    throw error;
  }
  throw new Error('not refused');
};

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const group = (number: number, content: Buffer) =>
  Buffer.concat([
    Buffer.from([number * 8 + 3]),
    content,
    Buffer.from([number * 8 + 4]),
  ]);

describe('a body of protobuf', () => {
  test.each(RECORDED)('is what the same $kind.kind is in JSON', (recorded) => {
    const { kind, bytes, json } = recorded;
    const { object } = decodeObject({
      bytes: Buffer.from(bytes, 'base64'),
      contentType: CONTENT_TYPE,
      kind,
    });
    expect(completeObject(kind.definition, object)).toEqual(JSON.parse(json));
    expect(object).toEqual(
      decodeObject({ bytes: Buffer.from(json), kind }).object,
    );
  });

  test('skips what no type has, in each of its forms', () => {
    const object = Buffer.concat([
      message([1, message([1, 'x'])], [9, 1], [9, 'text']),
      hex('49 0102030405060708'),
      hex('4d 01020304'),
      group(9, group(8, message([1, 'inner'], [2, 5]))),
      message([2, message([1, 'a'], [2, '1'], [3, 'odd'])]),
    ]);
    expect(decode(CONFIG_MAP, object)).toMatchObject({
      metadata: { name: 'x' },
      data: { a: '1' },
    });
  });

  test('reads lists of numbers whole or one by one', () => {
    const groups = (...fields: Parameters<typeof message>) =>
      decode(POD, message([2, message([14, message(...fields)])])).spec;
    const expected = { securityContext: { supplementalGroups: [0, 300, 5] } };
    expect(groups([4, 0], [4, 300], [4, 5])).toMatchObject(expected);
    expect(groups([4, hex('00 ac02')], [4, 5])).toMatchObject(expected);
  });

  test('reads numbers at their ends', () => {
    const spec = (...fields: Parameters<typeof message>) =>
      decode(POD, message([2, message(...fields)])).spec;
    expect(spec([4, Number.MAX_SAFE_INTEGER], [5, -1])).toMatchObject({
      terminationGracePeriodSeconds: Number.MAX_SAFE_INTEGER,
      activeDeadlineSeconds: -1,
    });
    // A number of 32 bits keeps its last ones.
    expect(spec([25, -7])).toMatchObject({ priority: -7 });
    expect(spec([25, 2 ** 32 + 3])).toMatchObject({ priority: 3 });
  });

  test('merges the parts of one message', () => {
    const object = message(
      [1, message([1, 'x'], [11, message([1, 'a'], [2, '1'])])],
      [1, message([11, message([1, 'b'], [2, '2'])])],
    );
    expect(decode(CONFIG_MAP, object).metadata).toEqual({
      name: 'x',
      labels: { a: '1', b: '2' },
    });
  });

  test('takes what an entry does not say for empty', () => {
    const object = message(
      [2, message([1, '__proto__'], [2, 'x'])],
      [2, message([1, 'value'])],
      [3, message([1, 'bytes'])],
    );
    const { data, binaryData } = decode(CONFIG_MAP, object);
    expect(Object.entries(data as object)).toEqual([
      ['__proto__', 'x'],
      ['value', ''],
    ]);
    expect(binaryData).toEqual({ bytes: '' });
  });

  test('knows an instant that never was', () => {
    const year1 = message([1, -62_135_596_800]);
    const object = message([6, year1], [7, message([1, 0])], [10, year1]);
    const event = decode(EVENT, object);
    expect(event.firstTimestamp).toBeUndefined();
    expect(event.lastTimestamp).toBe('1970-01-01T00:00:00Z');
    expect(event.eventTime).toBeUndefined();
    const late = message([7, message([1, 1e15])]);
    expect(() => decode(EVENT, late)).toThrow('year outside of range');
  });

  test('leaves out owned fields that are no JSON', () => {
    const fields = message([1, '{']);
    const entry = message([1, 'm'], [7, fields]);
    const { metadata } = decode(CONFIG_MAP, message([1, message([17, entry])]));
    expect(metadata.managedFields).toEqual([{ manager: 'm' }]);
  });

  test('may leave to the path what it is', () => {
    for (const bytes of [
      envelope('', '', message([1, message([1, 'x'])])),
      envelope('a/b/c', 'ConfigMap', message([1, message([1, 'x'])])),
      Buffer.from('k8s\0\x12\x05\n\x03\n\x01x'),
    ])
      expect(
        decodeObject({ bytes, contentType: CONTENT_TYPE, kind: CONFIG_MAP })
          .object,
      ).toEqual({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'x' },
      });
  });

  test.each([
    ['0a 05 01', 'unexpected EOF'],
    ['8a', 'unexpected EOF'],
    ['4b 08', 'unexpected EOF'],
    [`0a ${'ff'.repeat(9)}01`, 'negative length found during unmarshaling'],
    ['ff'.repeat(11), 'integer overflow'],
    ['02 00', 'ConfigMap: illegal tag 0 (wire type 2)'],
    ['4c', 'ConfigMap: wiretype end group for non-group'],
    ['4e', 'illegal wireType 6'],
    ['08 05', 'wrong wireType = 0 for field Metadata'],
  ])('of %s is refused', (text, why) => {
    expect(refusalOf(hex(text)).replace('proto: ', '')).toBe(why);
  });

  test('says how to delete', () => {
    const options = message(
      [1, 0],
      [2, message([1, 'u'])],
      [3, false],
      [5, 'All'],
    );
    expect(
      decodeDeleteOptions(
        envelope('apps/v1', 'DeleteOptions', options),
        CONTENT_TYPE,
      ),
    ).toEqual({
      gracePeriodSeconds: 0,
      preconditions: { uid: 'u' },
      orphanDependents: false,
      dryRun: ['All'],
    });
    expect(() =>
      decodeDeleteOptions(envelope('v1', 'Pod', options), CONTENT_TYPE),
    ).toThrow('no kind "Pod" is registered for version "v1" in scheme');
  });
});
