import { Arg, Field, Int } from 'type-graphql';

import { DEFAULT_PAGE, MAX_PAGE } from './connection.js';

/** The field `dryRun` of an input. */
export const DryRun = (): PropertyDecorator =>
  Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Only ask the cluster; nothing is stored, and `changes` say what would happen.',
  });

/** The field `ifVersion` of an input that changes something. */
export const IfVersion = (): PropertyDecorator =>
  Field(() => String, {
    nullable: true,
    description: 'Refuse with CONFLICT when the version is another one by now.',
  });

/** The argument `first` of a list. */
export const First = () =>
  Arg('first', () => Int, {
    nullable: true,
    defaultValue: DEFAULT_PAGE,
    description: `How many, 1 to ${MAX_PAGE}.`,
  });

/** The argument `after` of a list. */
export const After = () =>
  Arg('after', () => String, {
    nullable: true,
    description: 'Cursor to go on behind.',
  });
