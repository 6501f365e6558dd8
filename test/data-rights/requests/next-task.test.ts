import { expect } from 'chai';
import { nextTask, type Task } from '../../../src/data-rights/requests/rules/tasks.ts';

/** A list of tasks as a case has it, with these in other states than at its beginning. */
function tasks(states: Partial<Record<Task['name'], Task['state']>> = {}): Task[] {
  const first: Partial<Record<Task['name'], Task['state']>> = {
    ...{ person: 'to do', identity: 'to do', clarification: 'if needed', extension: 'if needed' },
    ...{ letters: 'if needed', answer: 'to do', closing: 'not yet' },
    ...states,
  };
  return Object.entries(first).map(([name, state]) => ({ name: name as Task['name'], state }));
}

const next = (states: Parameters<typeof tasks>[0]): [string, string] | null => {
  const task = nextTask(tasks(states));
  return task && [task.name, task.state];
};

describe('the task that comes next', () => {
  it('is the first that is to do, and of a letter that waits to be sent the sending [P89]', () => {
    expect(next({})).to.deep.equal(['person', 'to do']);
    expect(next({ person: 'done' })).to.deep.equal(['identity', 'to do']);
    expect(next({ person: 'done', identity: 'done' })).to.deep.equal(['answer', 'to do']);
    expect(next({ letters: 'to do' })).to.deep.equal(['letters', 'to do']);
  });

  it('is what they are to send, once nothing else but the answer is left', () => {
    const asked = { clarification: 'waiting' } as const;
    expect(next(asked)).to.deep.equal(['person', 'to do']);
    expect(next({ ...asked, person: 'done', identity: 'done' })).to.deep.equal(['clarification', 'waiting']);
  });

  it('is closing what is answered, whatever was left open, and then nothing', () => {
    expect(next({ answer: 'done', closing: 'to do' })).to.deep.equal(['closing', 'to do']);
    expect(next({ answer: 'done', closing: 'done' })).to.equal(null);
  });
});
