import { describe, expect, test } from '@jest/globals';

import { fromTransport } from '../../../src/cluster/transport-error.js';

describe('what stops a call before the cluster has seen it', () => {
  test.each([
    ['CERT_NOT_YET_VALID', /cannot be trusted.*not valid yet/],
    ['CERT_REVOKED', /cannot be trusted.*revoked/],
    ['SELF_SIGNED_CERT_IN_CHAIN', /cannot be trusted.*unknown authority/],
    ['INVALID_PURPOSE', /cannot be trusted.*not meant for a server/],
    [
      'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
      /demands a client certificate/,
    ],
    [
      'ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED',
      /client certificate has expired/,
    ],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', /does not know the authority/],
    ['ECONNREFUSED', /cannot be reached \(ECONNREFUSED\)/],
  ])('%s', (code, message) => {
    const cause = Object.assign(new Error('secret'), { code });
    expect(fromTransport('GET /x', cause)).toMatchObject({
      reason: 'Unreachable',
      executed: 'no',
      message: expect.stringMatching(message),
    });
  });
});
