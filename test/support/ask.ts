import { request } from 'undici';

export interface GraphQLAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  data?: Record<string, unknown> | null;
  errors?: {
    message: string;
    extensions: { code: string } & Record<string, unknown>;
  }[];
  extensions?: { cluster: { requests: number; lists: unknown[] } };
}

/** POSTs a query (or a body as it is) to /graphql and reads the JSON that comes back, if it is any. */
export async function ask(
  url: string,
  query: string | { body: string },
  headers: Record<string, string> = {},
): Promise<GraphQLAnswer> {
  const body =
    typeof query === 'string' ? JSON.stringify({ query }) : query.body;
  const answer = await request(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const text = await answer.body.text();
  const parsed = text.startsWith('{') ? (JSON.parse(text) as object) : {};
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text,
    ...parsed,
  };
}
