import path from 'node:path';
import { expect } from 'chai';
import { ConfigError, readConfig } from '../../src/platform/config.ts';

describe('the configuration', () => {
  it('has defaults for everything', () => {
    expect(readConfig({})).to.deep.equal({
      production: false,
      port: 3000,
      host: '127.0.0.1',
      baseUrl: null,
      dataDir: path.resolve('data'),
      databaseUrl: null,
      smtpUrl: null,
      tls: null,
      trustedProxies: 0,
      https: false,
      secretsFile: path.resolve('data/secrets.json'),
      worker: 'in-process',
      demoPassword: null,
      logLevel: 'info',
    });
  });

  it('takes an empty variable as one that is not set', () => {
    const empty = {
      PORT: '',
      DATABASE_URL: '',
      TLS_CERT: '',
      TLS_KEY: '',
      TRUST_PROXY: '',
      SECRETS_FILE: '',
      WORKER: '',
    };
    expect(readConfig(empty)).to.deep.equal(readConfig({}));
  });

  it('follows what is set', () => {
    const config = readConfig({
      PORT: '0',
      DATA_DIR: '/srv/sp',
      BASE_URL: 'https://sp.example/',
      TRUST_PROXY: '1',
      WORKER: 'separate',
      NODE_ENV: 'production',
    });
    expect(config).to.include({
      port: 0,
      dataDir: '/srv/sp',
      baseUrl: 'https://sp.example',
      https: true,
      worker: 'separate',
      production: true,
    });
    expect(config.secretsFile).to.equal('/srv/sp/secrets.json');
    expect(readConfig({ TLS_CERT: 'c', TLS_KEY: 'k', NODE_ENV: 'production' })).to.include({ https: true });
  });

  const wrong: [name: string, value: string][] = [
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['BASE_URL', 'sp.example'],
    ['BASE_URL', 'ftp://sp.example'],
    ['DATABASE_URL', 'mysql://host/db'],
    ['SMTP_URL', 'mail.example'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '0'],
    ['WORKER', 'thread'],
    ['DEMO_PASSWORD', 'short'],
    ['LOG_LEVEL', 'loud'],
  ];
  for (const [name, value] of wrong) {
    it(`with ${name}=${value} is refused in a sentence that names it`, () => {
      expect(() => readConfig({ [name]: value })).to.throw(
        ConfigError,
        new RegExp(`^The configuration is wrong\\. ${name}: .+\\.$`),
      );
    });
  }

  it('says all that is wrong at once, and never a value that may be secret', () => {
    const read = (): unknown =>
      readConfig({ PORT: 'x', DATABASE_URL: 'mysql://me:hunter2@host/db', DEMO_PASSWORD: 'hunter3' });
    expect(read).to.throw(/PORT.*DATABASE_URL.*DEMO_PASSWORD/s);
    expect(read).not.to.throw(/hunter/);
  });

  it('takes a certificate and its key together only', () => {
    expect(() => readConfig({ TLS_CERT: 'c' })).to.throw(ConfigError, /set both, or neither/);
    expect(() => readConfig({ TLS_KEY: 'k' })).to.throw(ConfigError, /set both, or neither/);
  });

  it('in production is refused without https', () => {
    for (const more of [
      {},
      { BASE_URL: 'https://sp.example' },
      { BASE_URL: 'http://sp.example', TRUST_PROXY: '1' },
      { TRUST_PROXY: '1' },
    ])
      expect(() => readConfig({ NODE_ENV: 'production', ...more })).to.throw(ConfigError, /over https only/);
  });
});
