import type { GatewayInterface } from '@apollo/server-gateway-interface';
import {
  type DocumentNode,
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  getVariableValues,
  GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';

type Run = (
  root: unknown,
  context: unknown,
  variables: Readonly<Record<string, unknown>>,
) => Promise<ExecutionResult> | ExecutionResult;

/** An operation that is about to be executed. */
export interface Executed {
  document: DocumentNode;
  /** Identifies the document. */
  queryHash: string;
  operationName?: string | null;
  operation?: OperationDefinitionNode;
  context: unknown;
  variables?: Record<string, unknown>;
}

/** How many compiled queries are kept; each is about 6 kB. */
const KEPT = 500;
const MOST_ERRORS = 20;
const NOT_COMPILED = Symbol('not compiled');

/** Executes queries that are compiled into a function when they first come; everything else, and what cannot be compiled, is
 * executed by graphql-js. Both give the same answers. */
export function createExecutor(schema: GraphQLSchema) {
  const compiled = new LRUCache<string, Run | typeof NOT_COMPILED>({
    max: KEPT,
  });
  const find = (key: string, { document, operationName }: Executed) => {
    let run = compiled.get(key);
    if (!run) {
      run = compile(schema, document, operationName) ?? NOT_COMPILED;
      compiled.set(key, run);
    }
    return run === NOT_COMPILED ? undefined : run;
  };
  return async (executed: Executed): Promise<ExecutionResult> => {
    const { document, operation, operationName, context } = executed;
    const variables = executed.variables ?? {};
    const plain: ExecutionArgs = {
      ...{ schema, document, operationName, contextValue: context },
      variableValues: variables,
      options: { maxCoercionErrors: MOST_ERRORS },
    };
    // A compiled mutation would take an absent variable within an input for a null, which clears.
    if (operation?.operation !== 'query') return execute(plain);
    const { coerced, errors } = getVariableValues(
      schema,
      operation.variableDefinitions ?? [],
      variables,
      { maxErrors: MOST_ERRORS },
    );
    if (errors) return { errors };
    const run = find(`${executed.queryHash} ${operationName ?? ''}`, executed);
    if (!run) return execute(plain);
    return withWholeErrors(await run(undefined, context, coerced));
  };
}

/** Apollo takes another executor only as a gateway. */
export function compiledGateway(schema: GraphQLSchema): GatewayInterface {
  const run = createExecutor(schema);
  return {
    async load() {
      return {
        executor: ({ request, ...context }) =>
          run({
            ...context,
            operationName: request.operationName,
            variables: request.variables,
          }),
      };
    },
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    async stop() {},
  };
}

function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName?: string | null,
): Run | undefined {
  // It would set the prototype of the answer instead of a field.
  if (hasAlias(document, '__proto__')) return undefined;
  try {
    const result = compileQuery(schema, document, operationName ?? undefined);
    return isCompiledQuery(result) ? (result.query as Run) : undefined;
  } catch {
    // Some input types overflow its stack; graphql-js knows how to execute them.
    return undefined;
  }
}

function hasAlias(document: DocumentNode, alias: string): boolean {
  let found = false;
  visit(document, {
    Field: (node) => {
      found ||= node.alias?.value === alias;
    },
  });
  return found;
}

/** The errors of compiled queries lack what Apollo and clients expect. */
function withWholeErrors({
  errors,
  ...result
}: ExecutionResult): ExecutionResult {
  if (!errors) return result;
  return { ...result, errors: errors.map(toWholeError) };
}

function toWholeError(error: GraphQLError): GraphQLError {
  const { message, nodes, path, locations } = error;
  const original = error.originalError ?? undefined;
  const whole = new GraphQLError(message, {
    nodes,
    path,
    originalError: original,
    extensions: error.extensions ?? {},
  });
  if (!whole.locations && locations)
    Object.defineProperty(whole, 'locations', { value: locations });
  return whole;
}
