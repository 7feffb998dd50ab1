import { Field, InputType, ObjectType } from 'type-graphql';

@ObjectType({
  simpleResolvers: true,
  description: 'A label or annotation; keys are kept as they are.',
})
export class Label {
  @Field(() => String, {
    description: 'Its key, with the prefix: `app.kubernetes.io/name`.',
  })
  key!: string;

  @Field(() => String, { description: 'Its value; may be empty.' })
  value!: string;
}

@InputType({ description: 'A label to set.' })
export class LabelInput {
  @Field(() => String, {
    description:
      'Its key; `moorage.dev/`, `kubernetes.io/` and their kin are reserved.',
  })
  key!: string;

  @Field(() => String, {
    description: 'Its value: at most 63 letters, digits, `-`, `_` and `.`.',
  })
  value!: string;
}

/** Labels as a list, in the order of their keys. */
export function fromLabels(
  labels: Record<string, string> | undefined,
): Label[] {
  return Object.keys(labels ?? {})
    .sort()
    .map((key) => ({ key, value: labels?.[key] ?? '' }));
}

/** A list of labels as a map. */
export function toLabels(
  labels: readonly LabelInput[] | undefined,
): Record<string, string> {
  return Object.fromEntries(
    (labels ?? []).map(({ key, value }) => [key, value]),
  );
}
