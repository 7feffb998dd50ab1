import { describe, expect, test } from '@jest/globals';
import type { FastifyReply } from 'fastify';
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { toContext } from '../../../src/server/request-context.js';
import type { ServerOptions } from '../../../src/server/server.js';
import { collectGarbage } from '../../support/collect-garbage.js';

/** The signal under which one request reads, the end of which is noted. */
function start(operationTimeout: number) {
  const raw = Object.assign(new EventEmitter(), { writableFinished: false });
  const ends: unknown[] = [];
  const cluster = {
    connection: {},
    as(_identity: unknown, signal: AbortSignal) {
      // As a call does, which is not told of the request.
      const call = AbortSignal.any([signal]);
      call.addEventListener('abort', () =>
        ends.push((call.reason as Error).name),
      );
      return {};
    },
  };
  const options = { cluster, operationTimeout } as unknown as ServerOptions;
  toContext(options, { kind: 'connection' }, {
    raw,
  } as unknown as FastifyReply);
  return { raw, ends };
}

describe('the reads of a request', () => {
  test('end when the time is up, also when memory was collected meanwhile', async () => {
    const { raw, ends } = start(200);
    await collectGarbage();
    await sleep(200);
    expect(ends).toEqual(['TimeoutError']);
    raw.emit('close');
  });

  test('end when the client leaves', async () => {
    const { raw, ends } = start(60_000);
    await collectGarbage();
    raw.emit('close');
    // What may take longer than the operation ends, too.
    expect(ends).toEqual(['AbortError', 'AbortError']);
  });

  test('do not end later when they were answered', async () => {
    const { raw, ends } = start(50);
    raw.writableFinished = true;
    raw.emit('close');
    await sleep(100);
    expect(ends).toEqual([]);
  });
});
