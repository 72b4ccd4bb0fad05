import type { Finding } from '../../core/ports/provider.ts';

/** Credentials on plain HTTP can be read by everyone on the way. */
export function plainHttpFindings(url: string, hasCredentials: boolean): readonly Finding[] {
  const { protocol, hostname } = new URL(url);
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  if (protocol === 'https:' || isLocal || !hasCredentials) return [];
  return [
    {
      level: 'warning',
      message: 'Credentials for Botpress travel over plain HTTP.',
      hint: 'Use https, or keep Botpress in the same private network.',
    },
  ];
}
