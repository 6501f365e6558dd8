import { parse } from 'node:querystring';

export interface Answer {
  status: number;
  headers: Headers;
  /** The body as text. */
  text: string;
  /** Where a redirect leads; empty without one. */
  location: string;
}

type Fields = Record<string, string>;

export interface HttpClient {
  /** Cookies by name, as a browser would send them back. */
  cookies: Map<string, string>;
  get: (path: string, headers?: Fields) => Promise<Answer>;
  /** Sends just these fields: no token is added. */
  post: (path: string, fields: Fields | string, headers?: Fields) => Promise<Answer>;
  /** Opens a page, fills in its form (the one that posts to `action`, if given) and sends it, tokens and all. */
  submit: (path: string, fields: Fields, options?: { action?: string; headers?: Fields }) => Promise<Answer>;
  /** The token of the forms of a signed-in person. */
  csrfToken: () => Promise<string>;
  /** Sends a file the way the form on a page does: hidden `_csrf` first, unless another token is given. */
  postMultipart: (
    path: string,
    file: TestFile,
    options?: { csrfToken?: string; fields?: Fields },
  ) => Promise<Answer>;
  request: (path: string, init?: RequestInit) => Promise<Answer>;
}

export interface TestFile {
  field: string;
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** A small browser without scripts: keeps cookies, follows no redirects. `headers` go with every request. */
export function httpClient(baseUrl: string, headers: Fields = {}): HttpClient {
  const cookies = new Map<string, string>();

  const request = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(path, baseUrl), {
      redirect: 'manual',
      ...init,
      headers: { ...headers, ...(cookie && { cookie }), ...(init.headers as Fields | undefined) },
    });
    keepCookies(cookies, response.headers);
    const location = response.headers.get('location') ?? '';
    return { status: response.status, headers: response.headers, text: await response.text(), location };
  };

  const get = (path: string, extra?: Fields): Promise<Answer> => request(path, { headers: extra });
  const post = (path: string, fields: Fields | string, extra: Fields = {}): Promise<Answer> =>
    request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...extra },
      body: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
    });
  const csrfToken = async (): Promise<string> => {
    const { text, location } = await get('/');
    // OCC's people are led on to the back office.
    return formOn(location ? (await get(location)).text : text).fields._csrf ?? '';
  };

  return {
    cookies,
    request,
    get,
    post,
    csrfToken,
    submit: async (path, fields, { action, headers: extra } = {}) => {
      const form = formOn((await get(path, extra)).text, action);
      return post(form.action || path, { ...form.fields, ...fields }, extra);
    },
    postMultipart: async (path, { field, name, bytes }, options = {}) => {
      const body = new FormData();
      body.append('_csrf', options.csrfToken ?? (await csrfToken()));
      for (const [key, value] of Object.entries(options.fields ?? {})) body.append(key, value);
      body.append(field, new Blob([bytes]), name);
      return request(path, { method: 'POST', body });
    },
  };
}

function keepCookies(cookies: Map<string, string>, headers: Headers): void {
  for (const line of headers.getSetCookie()) {
    const [pair = '', ...attributes] = line.split(';');
    const [name = '', value = ''] = pair.split('=');
    const expires = attributes.find((attribute) => /^\s*expires=/i.test(attribute))?.split('=')[1];
    if (expires && Date.parse(expires) < Date.now()) cookies.delete(name);
    else cookies.set(name, value);
  }
}

/** The form that posts to `action`; without it, the page's own form, or else the header's. Fields are the hidden ones. */
export function formOn(html: string, action?: string): { action: string; fields: Fields } {
  const forms = [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, tag = '', inside = '']) => ({
    action: attributeOf(tag, 'action'),
    fields: hiddenFieldsIn(inside),
  }));
  const own = forms.filter((form) =>
    action === undefined ? form.action !== '/sign-out' : form.action === action,
  );
  const form = own[0] ?? (action === undefined ? forms[0] : undefined);
  if (!form) throw new Error(`There is no form ${action ?? ''} on the page.`);
  return form;
}

function hiddenFieldsIn(html: string): Fields {
  const inputs = [...html.matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)].map(([tag]) => tag);
  return Object.fromEntries(inputs.map((tag) => [attributeOf(tag, 'name'), attributeOf(tag, 'value')]));
}

function attributeOf(tag: string, name: string): string {
  const escaped = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  const text = escaped.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#34;', '"');
  return text.replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}

/** The fields of an address's query. */
export function queryOf(location: string): Record<string, string | string[] | undefined> {
  return parse(location.split('?')[1] ?? '');
}
