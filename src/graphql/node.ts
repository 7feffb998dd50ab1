import { Field, ID, InterfaceType } from 'type-graphql';

/** Anything with an id that `node` finds again. */
@InterfaceType({
  description: 'Anything with an id that the query `node` finds again.',
})
export abstract class Node {
  @Field(() => ID, { description: 'Opaque and stable; pass it to `node`.' })
  abstract readonly id: string;
}

/** The parts of an id: the type's name, then tenant and name. */
export function toId(type: string, ...parts: string[]): string {
  return Buffer.from([type, ...parts].join('/')).toString('base64url');
}

/** Takes an id apart; undefined when it is none of ours. */
export function fromId(
  id: string,
): { type: string; parts: string[] } | undefined {
  const [type, ...parts] = Buffer.from(id, 'base64url')
    .toString('utf8')
    .split('/');
  if (!type || parts.length === 0 || toId(type, ...parts) !== id)
    return undefined;
  return { type, parts };
}
