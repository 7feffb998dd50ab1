import { Field, InputType } from 'type-graphql';

import { AppTargetInput } from './app-target.input.js';

@InputType({
  description:
    'A secret value. It is write-only; the app sees it as an environment variable.',
})
export class SecretInput {
  @Field(() => String, {
    description:
      'Name of the variable: letters, digits and `_`, no digit first, at most 63 characters.',
  })
  name!: string;

  @Field(() => String, { description: 'The value, at most 1 MiB.' })
  value!: string;
}

@InputType({
  description:
    'New values of secrets; the others stay. It needs no right to read any of them.',
})
export class SetAppSecretsInput extends AppTargetInput {
  @Field(() => [SecretInput], {
    nullable: true,
    description:
      'Set or change these. A plain variable of the same name becomes a secret.',
  })
  set?: SecretInput[];

  @Field(() => [String], {
    nullable: true,
    description:
      'Names of secrets to take away; one that is not there is fine.',
  })
  unset?: string[];
}
