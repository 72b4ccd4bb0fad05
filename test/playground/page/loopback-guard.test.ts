import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeRequest } from '../../../src/playground/loopback-guard.ts';

const own = {
  method: 'POST',
  host: 'localhost:8300',
  origin: 'http://localhost:8300',
  fetchSite: 'same-origin',
};

describe('judgeRequest', () => {
  it.each(['localhost', 'localhost:8300', '127.0.0.1:8300', '127.1.2.3', '[::1]:8300', 'LOCALHOST:1'])(
    'lets %s in',
    (host) => {
      expect(judgeRequest({ method: 'GET', host }).ok).toBe(true);
    },
  );

  it.each([
    undefined,
    '',
    'evil.example',
    'localhost.evil.example',
    'evil.example#localhost',
    '127.0.0.1.nip.io:8300',
    '10.0.0.1',
    'localhost:8300@evil',
  ])('keeps out the host %s', (host) => {
    expect(judgeRequest({ method: 'GET', host }).ok).toBe(false);
  });

  it('takes changes from the page itself and from programs', () => {
    expect(judgeRequest(own).ok).toBe(true);
    expect(judgeRequest({ method: 'POST', host: '127.0.0.1:8300' }).ok).toBe(true);
  });

  it.each([
    { origin: 'https://evil.example', fetchSite: undefined },
    { origin: 'http://localhost:9999', fetchSite: undefined },
    { origin: 'null', fetchSite: undefined },
    { origin: undefined, fetchSite: 'cross-site' },
    { origin: own.origin, fetchSite: 'same-site' },
  ])('refuses changes from $origin, $fetchSite', (foreign) => {
    expect(judgeRequest({ ...own, ...foreign }).ok).toBe(false);
  });

  it('lets no host name in that a domain owner could choose', () => {
    fc.assert(
      fc.property(fc.domain(), (domain) => {
        expect(judgeRequest({ method: 'GET', host: domain }).ok).toBe(false);
      }),
    );
  });
});
