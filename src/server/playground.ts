import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
};

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const OFF =
  'The playground is off on this server; its operator can open it with MOORAGE_PLAYGROUND=on. The API itself is at /graphql.\n';

/** Says at `/` that there is no playground here. */
export function noPlaygroundRoute(app: FastifyInstance): void {
  app.get('/', (_request, reply) =>
    reply.code(404).type('text/plain; charset=utf-8').send(OFF),
  );
}

/** Serves the bundled query editor at `/`. Only files that lie in the folder now are served, by their exact names. */
export function playgroundRoutes(app: FastifyInstance, folder: string): void {
  const files = new Set(existsSync(folder) ? readdirSync(folder) : []);
  app.get('/', (request, reply) => {
    if (files.has('index.html'))
      return sendFile(folder, files, 'index.html', request, reply);
    const sentence =
      'The playground is not built: run `npm run build`. The API itself is at /graphql.\n';
    return reply.code(503).type('text/plain; charset=utf-8').send(sentence);
  });
  app.get<{ Params: { name: string } }>(
    '/playground/:name',
    (request, reply) => {
      const { name } = request.params;
      if (
        !files.has(name) ||
        !(extname(name) in TYPES) ||
        name === 'index.html'
      )
        return reply.callNotFound();
      // Names carry a hash of the content, so they never change.
      void reply.header('cache-control', 'public, max-age=31536000, immutable');
      return sendFile(folder, files, name, request, reply);
    },
  );
}

function sendFile(
  folder: string,
  files: Set<string>,
  name: string,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const compressed =
    files.has(`${name}.gz`) &&
    /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  void reply.headers({
    'content-type': TYPES[extname(name)],
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    vary: 'accept-encoding',
    ...(compressed && { 'content-encoding': 'gzip' }),
  });
  return reply.send(
    createReadStream(join(folder, compressed ? `${name}.gz` : name)),
  );
}
