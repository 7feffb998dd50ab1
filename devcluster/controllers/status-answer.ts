import { ApiStatusError } from '../kubelet/api-client.js';

export function isRefusedWith(error: unknown, status: number): boolean {
  return error instanceof ApiStatusError && error.status === status;
}

/** Whether the API server refused it because the namespace goes: nothing new can be made there any more. */
export function isOfEndingNamespace(error: unknown): boolean {
  return (
    error instanceof ApiStatusError &&
    !!error.answer?.details?.causes?.some(
      ({ reason }) => reason === 'NamespaceTerminating',
    )
  );
}

/** Waits for a call and takes it as done when its object is gone already. */
export async function unlessGone(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!isRefusedWith(error, 404)) throw error;
  }
}

/** What an error says, as it stands in events and conditions. */
export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
