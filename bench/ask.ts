import { Agent, request } from 'undici';

export interface Answer<T = Record<string, unknown>> {
  data: T;
  extensions: { cluster: { requests: number } };
}

const agent = new Agent({ connections: 32 });

/** Asks Moorage as a client does: sends the query, reads the answer and parses it. Throws on errors. */
export async function ask<T>(url: string, query: string): Promise<Answer<T>> {
  const { body } = await request(`${url}/graphql`, {
    dispatcher: agent,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const answer = (await body.json()) as Answer<T> & {
    errors?: { message: string }[];
  };
  if (answer.errors) throw new Error(answer.errors[0]?.message);
  return answer;
}
