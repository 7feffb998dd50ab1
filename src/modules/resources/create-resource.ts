import type { RawObject } from '../../cluster/cluster.js';
import type { Context } from '../../graphql/context.js';
import { ChangeAction } from '../../graphql/object-change.type.js';
import { wholeOf } from '../../graphql/object-differences.js';
import type { Writes } from '../../graphql/writes.js';
import { readObject } from './object-input.js';
import { parentOf } from './parent-kind.js';
import {
  refuseAt,
  requireKind,
  requirePlace,
  requireVerb,
} from './require-kind.js';
import type { CreateResourceInput } from './resource.input.js';
import type { ResourcePayload } from './resource.payload.js';
import { Resource } from './resource.type.js';
import { callFor } from './write-resource.js';

/** Makes an object of any kind; what is only asked and not stored is no change. */
export async function createResource(
  context: Context,
  input: CreateResourceInput,
  writes: Writes,
): Promise<Partial<ResourcePayload>> {
  const wanted = readObject(input);
  if (input.subresource != null)
    return createAt(context, wanted, input.subresource, writes);
  const kind = await requireKind(context, wanted, ['object']);
  requireVerb(kind, 'create', ['object']);
  requirePlace(kind, wanted.namespace, wanted.name, ['object', 'metadata']);
  const { object, namespace, name } = wanted;
  const field = ['input', 'object', 'metadata'];
  await context.rules.obey(context, {
    kind,
    namespace,
    name,
    field,
    body: object,
  });
  const { cluster } = context;
  const isStored = kind.verbs.includes('get');
  if (isStored && !name && !object.metadata?.generateName)
    refuseAt(
      ['object', 'metadata', 'name'],
      'The object must have metadata.name, or metadata.generateName for the cluster to choose one.',
    );
  const call = () =>
    callFor<RawObject>(context, kind, writes, () =>
      isStored
        ? cluster.create(kind, object, writes)
        : cluster.createAt(kind, { namespace }, object, writes),
    );
  const made = isStored
    ? await writes.perform(
        kind,
        object,
        ChangeAction.CREATED,
        call,
        (written) => (writes.dryRun ? wholeOf(written) : []),
      )
    : await writes.ask(call);
  return { resource: Resource.fromObject(kind, made, true) };
}

async function createAt(
  context: Context,
  wanted: ReturnType<typeof readObject>,
  subresource: string,
  writes: Writes,
): Promise<Partial<ResourcePayload>> {
  const { namespace, object } = wanted;
  const name = wanted.name ?? '';
  const kind = await parentOf(context, wanted, subresource, 'create');
  requirePlace(kind, namespace, name, ['object', 'metadata']);
  const field = ['input', 'object', 'metadata'];
  await context.rules.obey(context, {
    kind,
    namespace,
    name,
    field,
    body: object,
  });
  const call = () =>
    callFor(context, kind, writes, () =>
      context.cluster.createAt(
        kind,
        { namespace, name, subresource },
        object,
        writes,
      ),
    );
  const target = { metadata: { namespace, name } };
  const answer =
    subresource === 'token'
      ? await writes.ask(call)
      : await writes.perform(
          kind,
          target,
          subresource === 'eviction'
            ? ChangeAction.DELETED
            : ChangeAction.CONFIGURED,
          call,
        );
  const { apiVersion = '', kind: answered = '' } = answer;
  return answered === 'Status'
    ? {}
    : {
        resource: Resource.fromObject(
          { apiVersion, kind: answered },
          answer,
          true,
        ),
      };
}
