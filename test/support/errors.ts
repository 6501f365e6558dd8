/** The message of the error that the work ends with; an error itself when it ends well. */
export async function errorOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('It did not fail.');
}
