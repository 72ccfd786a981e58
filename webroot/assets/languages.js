import { make } from './element.js';

const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'sv', 'tr', 'uk', 'ja', 'ko', 'zh-Hans', 'ar', 'he'];

/** The languages by their names; a locale with a region stays as it was chosen. */
export function languages(chosen) {
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
  return [...new Set([...LANGUAGES, chosen.replace('_', '-')])].map((tag) =>
    make('option', { value: tag === chosen.replace('_', '-') ? chosen : tag }, names.of(tag)));
}
