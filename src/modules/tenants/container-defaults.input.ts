import { Field, InputType } from 'type-graphql';

import {
  canonical,
  checkCpu,
  checkMemory,
} from '../../graphql/check-quantity.js';
import { Cpu, Memory } from '../../graphql/quantity.scalar.js';
import { type UserError } from '../../graphql/user-error.type.js';
import {
  CONTAINER_DEFAULTS,
  type ContainerDefaults,
} from './container-defaults.type.js';

@InputType({
  description:
    'What a container gets that asks for nothing, and the most that one may ask for. What is not sent stays; empty text takes a value away.',
})
export class ContainerDefaultsInput implements ContainerDefaults {
  @Field(() => Cpu, {
    nullable: true,
    description: 'CPU that is set aside for a container.',
  })
  cpuRequest?: string;

  @Field(() => Cpu, {
    nullable: true,
    description: 'The most CPU that a container may use.',
  })
  cpuLimit?: string;

  @Field(() => Memory, {
    nullable: true,
    description: 'Memory that is set aside for a container.',
  })
  memoryRequest?: string;

  @Field(() => Memory, {
    nullable: true,
    description: 'Memory at which a container is ended.',
  })
  memoryLimit?: string;

  @Field(() => Cpu, {
    nullable: true,
    description:
      'The highest CPU limit that a container may have. It becomes the limit of every container that has none.',
  })
  maxCpu?: string;

  @Field(() => Memory, {
    nullable: true,
    description: 'The highest memory limit that a container may have.',
  })
  maxMemory?: string;
}

/** Each value by itself; how they fit together is told by the whole spec. */
export function checkContainerDefaults(
  input: ContainerDefaultsInput = {},
): UserError[] {
  return CONTAINER_DEFAULTS.flatMap((key) => {
    if (input[key] === '') return [];
    const check = /cpu/i.test(key) ? checkCpu : checkMemory;
    return check(['containerDefaults', key], input[key]);
  });
}

/** The values that were given, canonical; empty text stays. */
export function toContainerDefaults(
  input: ContainerDefaultsInput | undefined,
): ContainerDefaults | undefined {
  return (
    input &&
    Object.fromEntries(
      CONTAINER_DEFAULTS.flatMap((key) => {
        const value = input[key];
        return value === undefined ? [] : [[key, value && canonical(value)]];
      }),
    )
  );
}
