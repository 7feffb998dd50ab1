import type {
  CoreV1Event,
  V1EndpointSlice,
  V1Pod,
  V1ReplicaSet,
  V1Service,
} from '@kubernetes/client-node';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Raw } from '../../src/cluster/raw.js';
import {
  type AppWorld,
  toAppStatus,
} from '../../src/modules/apps/app-status.js';
import type { AppStatus } from '../../src/modules/apps/app-status.type.js';
import type { RawWorkload } from '../../src/modules/apps/workload.js';
import { ClusterEvent } from '../../src/modules/events/cluster-event.type.js';
import { toIndex } from '../../src/modules/events/object-events.loader.js';
import type { Damping } from '../../src/modules/pods/problem.js';
import { fromEndpointSlice } from '../../src/modules/services/endpoints.type.js';
import { Service } from '../../src/modules/services/service.type.js';
import { serviceProblems } from '../../src/modules/services/service-problems.js';

export interface StatusFixture {
  name: string;
  source: string;
  recordedAt: string;
  /** What kubectl printed then. */
  kubectl: { pods: string; rollout: string };
  workload: RawWorkload;
  replicaSets: Raw<V1ReplicaSet>[];
  pods: Raw<V1Pod>[];
  events: Raw<CoreV1Event>[];
  services: Raw<V1Service>[];
  endpointSlices: Raw<V1EndpointSlice>[];
}

const FOLDER = join('test', 'fixtures', 'status');

/** All recorded situations, by the names of their files. */
export function readFixtures(): StatusFixture[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map(
      (file) =>
        JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as StatusFixture,
    );
}

/** The status of the app in a fixture as it is some time after the recording; two minutes unless told. */
export function statusOf(fixture: StatusFixture, after = 120_000): AppStatus {
  const damping = toDamping(fixture, after);
  return toAppStatus(toWorld(fixture, damping), damping);
}

/** The clock some time after the recording. */
export const toDamping = (
  { recordedAt }: StatusFixture,
  after = 120_000,
): Damping => ({ now: Date.parse(recordedAt) + after, patience: 1 });

/** What is read of the app in a fixture. */
export function toWorld(fixture: StatusFixture, damping: Damping): AppWorld {
  const { workload, replicaSets, pods } = fixture;
  const slices = fixture.endpointSlices.map(fromEndpointSlice);
  return {
    ...{ workload, replicaSets, pods },
    eventsOf: toIndex(fixture.events.map(ClusterEvent.fromEvent)),
    serviceProblems: fixture.services
      .map(Service.fromService)
      .flatMap((service) =>
        serviceProblems(
          service,
          slices.filter((slice) => slice.service === service.name),
          pods,
          damping,
        ),
      ),
  };
}
