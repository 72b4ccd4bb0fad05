import type { LexSettings } from './lex-settings.ts';

type Locales = Pick<LexSettings, 'locale' | 'locales'>;

/**
 * The locale for a language (BCP 47): the one configured for it, for its base language (`pt` for `pt-BR`), or the
 * default. Lex detects no language and takes one locale per request.
 */
export function localeOf(language: string | undefined, { locale, locales }: Locales): string {
  const wanted = normal(language ?? '');
  const base = wanted.split('-')[0] ?? '';
  const known = new Map(Object.entries(locales).map(([tag, id]) => [normal(tag), id]));
  return known.get(wanted) ?? known.get(base) ?? locale;
}

function normal(tag: string): string {
  return tag.replaceAll('_', '-').toLowerCase();
}

/** `pt_BR` as `pt-BR`. */
export function languageOf(localeId: string): string {
  return localeId.replace('_', '-');
}

/** Every locale that may be asked for, the default first. */
export function allLocales({ locale, locales }: Locales): readonly string[] {
  return [...new Set([locale, ...Object.values(locales)])];
}
