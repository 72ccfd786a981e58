import { make } from './element.js';

const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'sv', 'tr', 'uk', 'ja', 'ko', 'zh-Hans', 'ar', 'he'];

const names = new Intl.DisplayNames(['en'], { type: 'language' });
const tagOf = (locale) => locale.replace('_', '-');

/** The name of a locale's language. */
export function languageNamed(locale) {
  return names.of(tagOf(locale));
}

/** The languages by their names; a locale with a region stays as it was chosen. */
export function languages(chosen) {
  return [...new Set([...LANGUAGES, tagOf(chosen)])].map((tag) =>
    make('option', { value: tag === tagOf(chosen) ? chosen : tag }, languageNamed(tag)));
}
