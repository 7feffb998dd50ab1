import { Field, InputType } from 'type-graphql';

import { DryRun, IfVersion } from '../../graphql/input-fields.js';

/** What every change of an app says: of which app, of which version, and whether for real. */
@InputType()
export abstract class AppTargetInput {
  @Field(() => String, { description: 'In which tenant.' })
  tenant!: string;

  @Field(() => String, { description: 'Which app.' })
  name!: string;

  @IfVersion()
  ifVersion?: string;

  @DryRun()
  dryRun!: boolean;
}
