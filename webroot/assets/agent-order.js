const UNATTRIBUTED = 'Unattributed';

const ORDERS = {
  agent: (one, other) => one.agent.localeCompare(other.agent),
  responses: (one, other) => one.responses - other.responses || other.agent.localeCompare(one.agent),
};

/**
 * The agents in an order of `by` (agent, average or responses), those without a name last. By average the doubtful end of the
 * interval decides: best first by the lower one and worst first by the upper one, so that few answers outrank nobody.
 */
export function inOrder(agents, { by, descending }) {
  const compare = by === 'average' ? byDoubtfulEnd(descending) : ORDERS[by];
  const sign = descending ? -1 : 1;
  return [...agents].sort((one, other) =>
    (one.agent === UNATTRIBUTED) - (other.agent === UNATTRIBUTED) || sign * compare(one, other));
}

function byDoubtfulEnd(descending) {
  const end = descending ? 'low' : 'high';
  return (one, other) => one.interval[end] - other.interval[end] || one.average - other.average;
}

/** An order in words. */
export function orderInWords({ by, descending }) {
  if (by === 'agent') return `By name, ${descending ? 'Z to A' : 'A to Z'}.`;
  if (by === 'responses') return descending ? 'Most answers first.' : 'Fewest answers first.';
  return descending
    ? 'Best first by the lower end of the interval, so that a few good answers do not outrank many.'
    : 'Worst first by the upper end of the interval, so that a few bad answers do not outrank many.';
}
