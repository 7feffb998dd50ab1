/** On a Node: the pressure that it is to pretend, such as `MemoryPressure,DiskPressure`. */
export const PRESSURE_ANNOTATION = 'devcluster.moorage.dev/pressure';

export const PRESSURES = ['MemoryPressure', 'DiskPressure', 'PIDPressure'];

/** Which nodes are short of something, as annotations on them say. */
export class NodePressure {
  readonly #conditions = new Map<string, readonly string[]>();

  set(node: string, annotations: Readonly<Record<string, string>> = {}): void {
    const wanted = (annotations[PRESSURE_ANNOTATION] ?? '').split(/[\s,]+/);
    this.#conditions.set(
      node,
      PRESSURES.filter((one) => wanted.includes(one)),
    );
  }

  of(node: string): readonly string[] {
    return this.#conditions.get(node) ?? [];
  }

  /** The conditions for which a node does not take the pod in; mere memory pressure keeps only those out that request nothing. */
  against(node: string, qosClass: string | undefined): readonly string[] {
    const conditions = this.of(node);
    const isMemory = conditions.join() === 'MemoryPressure';
    return isMemory && qosClass !== 'BestEffort' ? [] : conditions;
  }
}
