import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { Request, Response } from 'express';
import multer, { MulterError } from 'multer';
import { csrfMatches } from './csrf.ts';
import { Refusal } from './errors.ts';

export interface FileInForm {
  path: string;
  /** As the browser gives it; never used as a path. */
  name: string;
  size: number;
}

export type FormFile = { kind: 'file'; file: FileInForm } | { kind: 'none' } | { kind: 'too-large' };

interface FileField {
  name: string;
  mostBytes: number;
  /** Where the file stands while it is in hand. */
  folder: string;
}

/**
 * Receives a form with one file, once the request has passed the guards: streamed to a file below `folder`, never held
 * in memory. The form's token stands before the file in the form and is checked before a byte of the file is
 * kept. The work done, the file is gone.
 */
export async function withFormFile<T>(
  req: Request,
  res: Response,
  field: FileField,
  work: (received: FormFile) => Promise<T>,
): Promise<T> {
  try {
    const received = await receive(req, res, field);
    return await work(received);
  } finally {
    // Where the form was refused, multer has removed the file, and its path with it.
    if (req.file?.path) await rm(req.file.path, { force: true });
  }
}

function receive(req: Request, res: Response, field: FileField): Promise<FormFile> {
  const read = multer({
    storage: multer.diskStorage({
      destination: field.folder,
      filename: (_req, _file, done) => done(null, randomUUID()),
    }),
    limits: { fileSize: field.mostBytes, files: 1, fields: 5, fieldSize: 1024, parts: 6, headerPairs: 20 },
    // Browsers send names as UTF-8; the library's default would garble an accent.
    defParamCharset: 'utf8',
    fileFilter: (request, _file, done) => {
      if (csrfMatches(request)) done(null, true);
      else done(new Refusal('stale-form'));
    },
  }).single(field.name);
  return new Promise((resolve, reject) => {
    void read(req, res, (error: unknown) => {
      if (error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE') resolve({ kind: 'too-large' });
      else if (error) reject(asRefusal(error));
      else if (!csrfMatches(req)) reject(new Refusal('stale-form'));
      else resolve(formFile(req));
    });
  });
}

/** A form that is not well formed is the sender's fault; an error with a code (a full disk) is ours. */
function asRefusal(error: unknown): Error {
  if (error instanceof Refusal) return error;
  const isOurs = error instanceof Error && 'code' in error && !(error instanceof MulterError);
  return isOurs ? error : new Refusal('bad-request');
}

function formFile({ file }: Request): FormFile {
  if (!file || file.originalname === '') return { kind: 'none' };
  return { kind: 'file', file: { path: file.path, name: file.originalname, size: file.size } };
}
