import type { EventRecorder } from './events/event-recorder.js';
import type { ApiClient } from './api-client.js';
import type { ReadConfiguration } from './configuration/reference.js';
import type { ImageStore } from './images/image-store.js';
import type { Limit } from './limit.js';
import type { Pace } from './pace.js';

/** What all pods of the kubelet share. */
export interface KubeletServices {
  client: ApiClient;
  limit: Limit;
  pace: Pace;
  recorder: EventRecorder;
  images: ImageStore;
  read: ReadConfiguration;
  log(message: string): void;
}
