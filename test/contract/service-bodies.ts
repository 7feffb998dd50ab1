import { randomInt } from 'node:crypto';

import { type Answer, call, type Thing } from './plane.js';

export interface ServicePort {
  name?: string;
  port: number;
  protocol?: string;
  targetPort?: number | string;
  nodePort?: number;
}

/** A service as it is answered. */
export interface Service extends Thing {
  spec: {
    type: string;
    clusterIP?: string;
    clusterIPs?: string[];
    ports: ServicePort[];
    [field: string]: unknown;
  };
}

export const aService = (name: string, spec: object) => ({
  metadata: { name },
  spec,
});

/** The first numbers of both pools are left for those who ask for one, so that few of them are taken. */
export const randomNodePort = () => randomInt(30_000, 30_086);
export const randomAddress = () => `10.96.0.${randomInt(20, 256)}`;

/** Sends what needs something of the whole cluster, with other values until they are free. */
export async function untilFree<Value>(
  pick: () => Value,
  send: (value: Value) => Promise<Answer<Service>>,
): Promise<{ value: Value; service: Service }> {
  for (let tries = 0; tries < 50; tries += 1) {
    const value = pick();
    const { status, body } = await send(value);
    if (status < 300) return { value, service: body };
    if (!body.message?.includes('already allocated'))
      throw new Error(body.message);
  }
  throw new Error('Nothing is free.');
}

export const createService = (services: string, name: string, spec: object) =>
  call<Service>('POST', services, { body: aService(name, spec) });
