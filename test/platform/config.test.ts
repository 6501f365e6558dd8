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
      backupDays: 35,
      metricsToken: null,
      dataDir: path.resolve('data'),
      databaseUrl: null,
      smtpUrl: null,
      mailFrom: { name: 'SP-Bench', address: 'no-reply@localhost' },
      tls: null,
      trustedProxies: 0,
      usageCounters: false,
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
    ['METRICS_TOKEN', 'short'],
    ['USAGE_COUNTERS', 'true'],
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

  it('counts visits only where that is switched on [P54]', () => {
    expect(readConfig({}).usageCounters).to.be.false;
    expect(readConfig({ USAGE_COUNTERS: 'on' }).usageCounters).to.be.true;
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

  describe('the sender of mail', () => {
    it('is a name and one address, or the address alone', () => {
      const from = (text: string) => readConfig({ MAIL_FROM: text }).mailFrom;
      expect(from('SP-Bench team <post@example.org>')).to.deep.equal({
        ...{ name: 'SP-Bench team', address: 'post@example.org' },
      });
      expect(from('"Team, SP-Bench" <post@example.org>').name).to.equal('Team, SP-Bench');
      expect(from('post@example.org')).to.deep.equal({ name: '', address: 'post@example.org' });
    });

    it('is never a list, nor two lines', () => {
      for (const wrong of [
        'a@example.org, b@example.org',
        'A <a@example.org>, B <b@example.org>',
        'A\nB <a@example.org>',
        'A',
      ])
        expect(() => readConfig({ MAIL_FROM: wrong }), wrong).to.throw(
          ConfigError,
          /MAIL_FROM: must be one sender/,
        );
    });

    it('is needed in production, where mail is really sent, and so is an address for its links', () => {
      const live = {
        NODE_ENV: 'production',
        TLS_CERT: 'c',
        TLS_KEY: 'k',
        SMTP_URL: 'smtp://mail.example.org',
      };
      const [from, base] = [{ MAIL_FROM: 'post@example.org' }, { BASE_URL: 'https://sp-bench.example.org' }];
      for (const missing of [{}, from, base])
        expect(() => readConfig({ ...live, ...missing })).to.throw(ConfigError, /MAIL_FROM.*BASE_URL/);
      expect(readConfig({ ...live, ...from, ...base }).mailFrom.address).to.equal('post@example.org');
    });
  });
});
