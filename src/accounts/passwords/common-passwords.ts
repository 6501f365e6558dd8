let loading: Promise<ReadonlySet<string>> | undefined;

/** Some 49,000 passwords that many people have, in lower case; read when they are first needed, without asking anybody. */
export function commonPasswords(): Promise<ReadonlySet<string>> {
  return (loading ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common']),
  ));
}
