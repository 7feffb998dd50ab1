import { Field, InputType } from 'type-graphql';

import { DryRun } from '../../graphql/input-fields.js';
import { MOST_DOCUMENTS } from './read-manifests.js';

@InputType({ description: 'What to apply.' })
export class ApplyManifestsInput {
  @Field(() => String, {
    description: `YAML or JSON, at most ${MOST_DOCUMENTS} documents with \`---\` between them.`,
  })
  manifests!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Namespace of the objects that do not name one. Those that name another are refused.',
  })
  namespace?: string;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Take over fields that others own.',
  })
  force?: boolean;

  @DryRun()
  dryRun?: boolean;
}
