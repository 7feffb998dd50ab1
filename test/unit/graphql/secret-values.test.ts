import { describe, expect, test } from '@jest/globals';

import { ClusterError } from '../../../src/cluster/cluster-error.js';
import {
  withoutSecretValues,
  withoutSecretWords,
} from '../../../src/graphql/secret-values.js';

const SECRET = {
  ...{ apiVersion: 'v1', kind: 'Secret', plural: 'secrets' },
  namespaced: true,
};
const whole = String.raw`{\"data\":{\"k\":\"aHVudGVyMg==\"},\"kind\":\"Secret\"}`;

describe('values of Secrets', () => {
  test.each([
    [
      `patch: Invalid value: "${whole}": strict decoding error: unknown field "x"`,
      'unknown field "x"',
    ],
    [
      `patch: Invalid value: "${whole}": json: cannot unmarshal number into Go struct field Secret.data of type []uint8`,
      'Secret.data',
    ],
    [`patch: Invalid value: "${whole}`, 'patch: Invalid value'],
    [
      '.data.q: expected string, got &value.valueUnstructured{Value:"hunter2"}\n  .foo: field not declared in schema',
      '.foo: field not declared',
    ],
    [
      'error found in #10 byte of ...|hunter2|..., bigger context ...|hunter2|...',
      '(not shown)',
    ],
  ])('are taken out of the refusal %s', (message, rest) => {
    const causes = [{ reason: 'FieldValueInvalid', message, field: 'patch' }];
    const error = withoutSecretWords(
      SECRET,
      new ClusterError(message, {
        ...{ call: 'PATCH', reason: 'Invalid', httpStatus: 422 },
        ...{ executed: 'no', status: { message, details: { causes } } },
      }),
    ) as ClusterError;
    const text = JSON.stringify([error.message, error.status]);
    expect(text).not.toMatch(/hunter2|aHVudGVyMg/);
    expect(error.message).toContain(rest);
  });

  test('stay in the words about other kinds', () => {
    const error = new Error('Invalid value: "x": no');
    expect(withoutSecretWords({ ...SECRET, kind: 'Pod' }, error)).toBe(error);
  });

  test('are left out of Secrets and TokenRequests only', () => {
    const applied = 'kubectl.kubernetes.io/last-applied-configuration';
    const secret = {
      ...{ kind: 'Secret', type: 'Opaque', data: { a: 'b' } },
      ...{ stringData: { c: 'd' }, immutable: true },
      metadata: { name: 'x', annotations: { [applied]: '{}', note: 'n' } },
    };
    expect(withoutSecretValues(secret)).toEqual({
      ...{ kind: 'Secret', type: 'Opaque', immutable: true },
      metadata: { name: 'x', annotations: { note: 'n' } },
    });
    const map = { kind: 'ConfigMap', data: { a: 'b' } };
    expect(withoutSecretValues(map)).toBe(map);
    const status = { token: 't', expirationTimestamp: 'later' };
    expect(withoutSecretValues({ kind: 'TokenRequest', status })).toEqual({
      ...{ kind: 'TokenRequest', status: { expirationTimestamp: 'later' } },
    });
    expect(withoutSecretValues({ kind: 'TokenRequest' })).toEqual({
      ...{ kind: 'TokenRequest', status: {} },
    });
  });
});
