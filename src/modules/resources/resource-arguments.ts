import { Arg } from 'type-graphql';

/** The argument `apiVersion` of a query. */
export const ApiVersionArg = () =>
  Arg('apiVersion', () => String, {
    description: 'API group and version: `v1`, `apps/v1`.',
  });

/** The argument `kind` of a query. */
export const KindArg = () =>
  Arg('kind', () => String, {
    description: 'The kind: `ConfigMap`. `resourceKinds` lists them.',
  });

/** The argument `namespace` of a query. */
export const NamespaceArg = (description: string) =>
  Arg('namespace', () => String, { nullable: true, description });

/** The argument `reveal` of what may show a Secret. */
export const Reveal = () =>
  Arg('reveal', () => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Show the values of a Secret, if the cluster lets the caller read them.',
  });
