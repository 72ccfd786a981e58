const Z = 1.96;
const FEW = 30;

/** Whether so few answers are a small sample. */
export function isFew(answers) {
  return answers > 0 && answers < FEW;
}

/** The 95 % Wilson interval of a ratio, or null where there is none. */
export function ofRatio(ratio, of) {
  if (ratio === null || ratio > 1 || !of) return null;
  const shrink = 1 + Z ** 2 / of;
  const middle = (ratio + Z ** 2 / (2 * of)) / shrink;
  const half = (Z / shrink) * Math.sqrt((ratio * (1 - ratio)) / of + Z ** 2 / (4 * of ** 2));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** How far scores lie from their mean, from the count of each score; null under two answers. */
export function deviation(distribution) {
  const scores = Object.entries(distribution).map(([score, number]) => [Number(score), number]);
  const total = scores.reduce((sum, [, number]) => sum + number, 0);
  if (total < 2) return null;
  const mean = scores.reduce((sum, [score, number]) => sum + score * number, 0) / total;
  return Math.sqrt(scores.reduce((sum, [score, number]) => sum + number * (score - mean) ** 2, 0) / (total - 1));
}

/** The 95 % interval of an average score, kept on the scale, or null where there is none. */
export function ofAverage(average, responses, spread) {
  if (average === null || spread === null || responses < 2) return null;
  const half = (Z * spread) / Math.sqrt(responses);
  return { low: Math.max(1, average - half), high: Math.min(5, average + half) };
}
