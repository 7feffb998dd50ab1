import { setMaxListeners } from 'node:events';

import { type ApiConnection, createApiClient } from '../kubelet/api-client.js';
import { Collections } from './collections.js';
import type { Controller, ControllerContext } from './controller.js';
import { runDeployments } from './deployment-controller.js';
import { runEndpointSlices } from './endpoint-slice-controller.js';
import { runEndpoints } from './endpoints-controller.js';
import { EventWriter } from './event-writer.js';
import { runGarbageCollector } from './garbage-collector.js';
import { runNamespaces } from './namespace-controller.js';
import { runRootCertificates, runServiceAccounts } from './namespace-gifts.js';
import { runNodes } from './node-controller.js';
import { runQuotas } from './quota-controller.js';
import {
  runReplicaSets,
  runReplicationControllers,
} from './replicator-controller.js';
import { runScheduler } from './scheduler.js';

const CONTROLLERS = {
  namespace: runNamespaces,
  'service-account': runServiceAccounts,
  'root-certificate': runRootCertificates,
  deployment: runDeployments,
  'replica-set': runReplicaSets,
  'replication-controller': runReplicationControllers,
  endpoints: runEndpoints,
  'endpoint-slice': runEndpointSlices,
  'garbage-collector': runGarbageCollector,
  'resource-quota': runQuotas,
  node: runNodes,
  scheduler: runScheduler,
} satisfies Record<string, Controller>;

export type ControllerName = keyof typeof CONTROLLERS;

export interface ControllersOptions extends ApiConnection {
  /** These are left out. */
  without?: readonly ControllerName[];
  log: (message: string) => void;
}

const PARALLEL_CALLS = 32;
const PARALLEL_EVENTS = 4;

/**
 * Starts the controllers and the scheduler. They are ordinary clients of the API server, all under the one token, which has to
 * be an admin's. They share one list and one watch for each resource.
 */
export function startControllers({
  without = [],
  log,
  ...connection
}: ControllersOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  // Every watch and every queue listens to it.
  setMaxListeners(0, signal);
  const open = (userAgent: string, connections: number) =>
    createApiClient(connection, connections, userAgent);
  const client = open('kube-controller-manager/moorage', PARALLEL_CALLS);
  const scheduling = open('kube-scheduler/moorage', PARALLEL_CALLS);
  const reporting = open('kube-controller-manager/moorage', PARALLEL_EVENTS);
  const context: ControllerContext = {
    client,
    collections: new Collections(client, signal, log),
    events: new EventWriter(reporting, signal, log),
    ca: connection.ca,
    signal,
    log,
  };
  for (const [name, run] of Object.entries(CONTROLLERS))
    if (!without.includes(name as ControllerName))
      run(name === 'scheduler' ? { ...context, client: scheduling } : context);

  async function stop(): Promise<void> {
    stopping.abort();
    await context.collections.ended();
    await Promise.all(
      [client, scheduling, reporting].map((one) => one.close()),
    );
  }
  return { stop };
}

/** The names of all controllers. */
export const CONTROLLER_NAMES = Object.keys(CONTROLLERS) as ControllerName[];
