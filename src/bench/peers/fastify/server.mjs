import Fastify from 'fastify';
import { ingestion, isAuthentic, Malformed, perCore, read, sources } from './native.mjs';

perCore(() => {
  const ingest = ingestion();
  const app = Fastify({ bodyLimit: 256 << 10 });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => done(null, body));
  const receipt = {
    type: 'object',
    properties: { accepted: { type: 'integer' }, duplicates: { type: 'integer' } },
  };
  app.get('/health', async () => 'ok');
  app.post('/hooks/:key', { schema: { response: { 202: receipt } } }, async (request, reply) => {
    const source = sources.get(request.params.key);
    if (!source) return reply.code(404).send({ title: 'No such source' });
    if (!isAuthentic(source, request.headers, request.body)) return reply.code(401).send({ title: 'Bad signature' });
    reply.code(202);
    return ingest(read(source, request.headers['webhook-id'], request.body));
  });
  app.setErrorHandler((error, request, reply) => {
    reply.code(error instanceof Malformed ? 400 : 503).send({ title: error.message });
  });
  app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
});
