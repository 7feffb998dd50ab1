import { maxHeaderSize, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

import type { ErrorCode } from '../graphql/error-codes.js';

/** Answers what is no HTTP request, before there is one. What was sent is not logged: a token may be in it. */
export function replyClientError(
  { code }: NodeJS.ErrnoException,
  socket: Socket,
): void {
  if (socket.writable && code !== 'ECONNRESET') {
    const [status, message] = explain(code);
    const extensions: { code: ErrorCode } = { code: 'BAD_REQUEST' };
    const body = JSON.stringify({ errors: [{ message, extensions }] });
    socket.write(
      [
        `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
        'content-type: application/json; charset=utf-8',
        `content-length: ${Buffer.byteLength(body)}`,
        'cache-control: no-store',
        'connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  }
  socket.destroy();
}

function explain(code: string | undefined): [number, string] {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return [
        431,
        `The header fields of the request are larger than ${maxHeaderSize / 1_024} KiB. When it is the token: let the identity provider put less into it, for example fewer groups.`,
      ];
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return [408, 'The request did not arrive in time.'];
    default:
      return [400, 'This is not an HTTP request.'];
  }
}
