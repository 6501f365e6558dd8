import multer from 'multer';
import { actorOf } from '../../src/accounts/index.ts';
import { csrfMatches } from '../../src/web/csrf.ts';
import { Refusal } from '../../src/web/errors.ts';
import { get, post, postFile, type Route } from '../../src/web/routes.ts';

/** Small routes of every kind, for what no feature's own page can show alone. */
export function testRoutes(): Route[] {
  return [
    get('/test/signed-in', 'signed-in', (_req, res) => void res.send('for you')),
    get('/test/uploads', 'uploads:read', (_req, res) => void res.send('uploads')),
    get('/test/nobody', 'nobody:may', (_req, res) => void res.send('never')),
    post('/test/decide', 'uploads:decide', 'test.decided', (req, res) => {
      res.json({ ...actorOf(req), body: req.body as unknown });
    }),
    post('/test/public', 'public', 'test.public', (req, res) => void res.json(req.body)),
    postFile('/test/file', 'uploads:create', 'test.file', receiveFile),
    get('/test/throws', 'public', () => {
      throw new Error('the drains are blocked');
    }),
    get('/test/rejects', 'public', () => Promise.reject(new Error('the drains are blocked again'))),
    get('/test/half', 'public', (_req, res) => {
      res.write('half an ans');
      throw new Error('cut off');
    }),
  ];
}

const receiveFile: Route['handler'] = (req, res, next) => {
  const upload = multer({
    fileFilter: (fileRequest, _file, accept) => {
      if (csrfMatches(fileRequest)) accept(null, true);
      else accept(new Refusal('stale-form'));
    },
  });
  upload.single('file')(req, res, (error: unknown) => {
    if (error) next(error);
    else res.json({ size: req.file?.size ?? 0 });
  });
};
