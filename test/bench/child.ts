import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** A process of the bench's own that answers one message at a time. */
export interface Child {
  ask<Answer>(message: object): Promise<Answer>;
  stop(): Promise<void>;
}

/** Starts one of this folder's scripts and waits until it says that it is ready. */
export async function startChild(script: string, env: NodeJS.ProcessEnv = {}): Promise<Child> {
  const child = fork(path.join(import.meta.dirname, script), {
    // As npm start has it.
    execArgv: ['--max-semi-space-size=4', '--import', 'tsx'],
    cwd: path.resolve(import.meta.dirname, '../..'),
    env: { ...process.env, LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await answerOf(child, script);
  return {
    async ask<Answer>(message: object) {
      child.send(message);
      return (await answerOf(child, script)) as Answer;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function answerOf(child: ChildProcess, script: string): Promise<unknown> {
  const listening = new AbortController();
  const { signal } = listening;
  try {
    return await Promise.race([
      once(child, 'message', { signal }).then(([message]) => message as unknown),
      once(child, 'exit', { signal }).then(() => {
        throw new Error(`${script} ended before it answered`);
      }),
    ]);
  } finally {
    listening.abort();
  }
}

/** In a child: answers every message with what `work` makes of it, after saying that it is ready. */
export function answer(work: (message: never) => Promise<object>): void {
  process.on('message', (message) => {
    work(message as never).then(
      (result) => process.send?.(result),
      (error: unknown) => {
        console.error((error as Error).stack);
        process.exit(1);
      },
    );
  });
  // Whoever asked is gone, perhaps killed: nobody would end this process.
  process.once('disconnect', () => process.exit(0));
  process.send?.('ready');
}
