const FEW = 30;

/** Whether so few answers are a small sample. */
export function isFew(answers) {
  return answers > 0 && answers < FEW;
}
