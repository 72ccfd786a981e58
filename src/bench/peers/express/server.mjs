import express from 'express';
import { ingestion, isAuthentic, Malformed, perCore, read, sources } from './native.mjs';

perCore(() => {
  const ingest = ingestion();
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.get('/health', (request, response) => response.end('ok'));
  app.post('/hooks/:key', express.raw({ type: 'application/json', limit: '256kb' }), async (request, response) => {
    const source = sources.get(request.params.key);
    if (!source) return response.status(404).json({ title: 'No such source' });
    if (!isAuthentic(source, request.headers, request.body)) return response.status(401).json({ title: 'Bad signature' });
    const receipt = await ingest(read(source, request.headers['webhook-id'], request.body));
    return response.status(202).json(receipt);
  });
  app.use((error, request, response, next) => {
    response.status(error instanceof Malformed ? 400 : 503).json({ title: error.message });
  });
  app.listen(Number(process.env.PORT), '127.0.0.1');
});
