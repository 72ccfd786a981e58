import { emoji, make } from './element.js';

/** The scale, from 1 to 5. */
export const FACES = [
  { score: 1, face: '😡', word: 'Awful' },
  { score: 2, face: '😞', word: 'Bad' },
  { score: 3, face: '😐', word: 'Okay' },
  { score: 4, face: '🙂', word: 'Good' },
  { score: 5, face: '😀', word: 'Great' },
];

/** The face nearest to a score or an average; null stays null. */
export function nearest(average) {
  return average === null ? null : FACES[Math.min(5, Math.max(1, Math.round(average))) - 1];
}

/** A score as face, number and word. */
export function scoreOf(score) {
  const { face, word } = nearest(score);
  return make('span', { class: 'score', 'data-score': score }, emoji(face), make('b', {}, `${score} ${word}`));
}
