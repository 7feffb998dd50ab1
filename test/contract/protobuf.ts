import { Agent, request } from 'undici';

import { openControlPlane } from '../support/control-plane.js';
import type { Answer, Thing } from './plane.js';

const PROTOBUF = 'application/vnd.kubernetes.protobuf';

/** Opens a client that sends bytes as the admin and takes JSON. */
export function openProtobuf() {
  const plane = openControlPlane();
  const dispatcher = new Agent({ connect: { ca: plane.ca } });
  return {
    async send(
      method: 'POST' | 'PUT' | 'DELETE',
      path: string,
      body: Buffer,
    ): Promise<Answer<Thing>> {
      const answer = await request(plane.server + path, {
        dispatcher,
        method,
        headers: {
          authorization: `Bearer ${plane.token('admin')}`,
          accept: 'application/json',
          'content-type': PROTOBUF,
        },
        body,
      });
      const text = await answer.body.text();
      return {
        status: answer.statusCode,
        headers: answer.headers,
        text,
        body: JSON.parse(text) as Thing,
      };
    },
    async close(): Promise<void> {
      await dispatcher.destroy();
      await plane.close();
    },
  };
}
