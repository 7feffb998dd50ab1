import { ObjectType } from 'type-graphql';

import type { App } from './app.type.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'What the viewer may do with an app, by the rights that the cluster tells of: good for showing and hiding, while only the attempt decides.',
})
export class AppPermissions {
  constructor(readonly app: App) {}
}
