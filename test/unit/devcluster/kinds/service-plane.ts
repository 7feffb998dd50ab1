import type { Kind } from '../../../../devcluster/api/kind.js';
import type { KubeObject } from '../../../../devcluster/api/kube-object.js';
import { createServiceKind } from '../../../../devcluster/kinds/service.js';
import type { ServiceOptions } from '../../../../devcluster/kinds/service-allocation.js';
import type { ServiceObject } from '../../../../devcluster/kinds/service-object.js';
import { Store } from '../../../../devcluster/store/store.js';

const SERVICES = { group: '', plural: 'services' };

/** A store and the kind of its services, as the verbs use them. */
export class ServicePlane {
  readonly store = new Store();
  readonly kind: Kind;

  constructor(options: ServiceOptions = {}) {
    this.kind = createServiceKind(options);
  }

  create(name: string, spec: object, dryRun = false): ServiceObject {
    const draft = this.#toDraft(name, spec);
    this.kind.prepareCreate?.(draft);
    this.kind.allocate?.(draft, undefined, this.store, dryRun);
    return this.#keep(draft, dryRun);
  }

  update(name: string, spec: object, dryRun = false): ServiceObject {
    const old = this.get(name);
    const draft = this.#toDraft(name, spec);
    this.kind.prepareUpdate?.(draft, old);
    this.kind.allocate?.(draft, old, this.store, dryRun);
    return this.#keep(draft, dryRun);
  }

  delete(name: string): void {
    this.store.remove(SERVICES, this.get(name));
  }

  get(name: string): ServiceObject {
    return this.store.get(SERVICES, 'n', name) as ServiceObject;
  }

  #toDraft(name: string, spec: object): KubeObject {
    const draft = {
      metadata: { name, namespace: 'n' },
      spec: structuredClone(spec),
    };
    this.kind.defaults?.(draft);
    return draft;
  }

  #keep(draft: KubeObject, dryRun: boolean): ServiceObject {
    return (dryRun ? draft : this.store.put(SERVICES, draft)) as ServiceObject;
  }
}
