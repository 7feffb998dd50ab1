import { Field, ObjectType } from 'type-graphql';

import { Cpu, Memory } from '../../graphql/quantity.scalar.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'What a container gets that asks for nothing, and the most that one may ask for.',
})
export class ContainerDefaults {
  @Field(() => Cpu, {
    nullable: true,
    description: 'CPU that is set aside for it.',
  })
  cpuRequest?: string;

  @Field(() => Cpu, {
    nullable: true,
    description: 'The most CPU it may use; null is no limit.',
  })
  cpuLimit?: string;

  @Field(() => Memory, {
    nullable: true,
    description: 'Memory that is set aside for it.',
  })
  memoryRequest?: string;

  @Field(() => Memory, {
    nullable: true,
    description: 'Memory at which it is ended.',
  })
  memoryLimit?: string;

  @Field(() => Cpu, {
    nullable: true,
    description: 'The highest CPU limit that a container may have.',
  })
  maxCpu?: string;

  @Field(() => Memory, {
    nullable: true,
    description: 'The highest memory limit that a container may have.',
  })
  maxMemory?: string;
}

/** Its fields, in the order in which they are shown. */
export const CONTAINER_DEFAULTS = [
  'cpuRequest',
  'cpuLimit',
  'memoryRequest',
  'memoryLimit',
  'maxCpu',
  'maxMemory',
] as const satisfies readonly (keyof ContainerDefaults)[];
