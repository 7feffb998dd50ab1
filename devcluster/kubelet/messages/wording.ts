/** One real wording of a message of a kubelet or a container runtime, and the public place where it stands. In each list the
 * first wording is of a recent kubelet with containerd, the second of one with CRI-O or of a middle-aged one, the third of an
 * old one with Docker; a text that did not change in between stands again. */
export interface Wording {
  /** `{name}` stands for a value. */
  text: string;
  source: string;
}

export type Values = Readonly<Record<string, string | number>>;

/** Picks the wording of the variant; after the last one they begin again. */
export function pick<W extends Wording>(
  wordings: readonly W[],
  variant: number,
): W {
  const wording = wordings[variant % wordings.length];
  if (!wording) throw new Error('There is no wording to pick from.');
  return wording;
}

/** Puts the values in; a name without a value stays as it is. */
export function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(values[name] ?? whole),
  );
}

/** The text of the variant with its values. */
export function say(
  wordings: readonly Wording[],
  variant: number,
  values: Values = {},
): string {
  return fill(pick(wordings, variant).text, values);
}
