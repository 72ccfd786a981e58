/** The value of a design token, such as ink-faint. */
export const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/**
 * A chart in a canvas, or null where the library did not come. `paint(chart)` gives the datasets their colours, which change with
 * the reader's; `label` is what the tooltip says of a point.
 */
export function chartIn(canvas, { datasets, scales, label, paint }) {
  canvas.parentElement.hidden = !window.Chart;
  if (!window.Chart) return null;
  const font = { family: getComputedStyle(document.body).fontFamily, size: 12 };
  const axes = Object.fromEntries(Object.entries(scales).map(([name, { ticks, ...axis }]) =>
    [name, { border: { display: false }, ...axis, ticks: { font, padding: 8, ...ticks } }]));
  const chart = new window.Chart(canvas, {
    data: { labels: [], datasets },
    options: {
      animation: false,
      maintainAspectRatio: false,
      interaction: { mode: 'index', intersect: false },
      scales: { x: { grid: { display: false }, border: { display: false }, ticks: { font, maxRotation: 0, autoSkipPadding: 24 } }, ...axes },
      plugins: {
        colors: { enabled: false },
        legend: { display: false },
        tooltip: { padding: 12, cornerRadius: 8, displayColors: false, titleFont: font, bodyFont: font, callbacks: { label } },
      },
    },
  });

  function show() {
    for (const scale of Object.values(chart.options.scales)) {
      scale.ticks.color = token('ink-faint');
      if (scale.grid?.display !== false) scale.grid.color = token('line');
    }
    Object.assign(chart.options.plugins.tooltip, { backgroundColor: token('ink'), titleColor: token('paper'), bodyColor: token('paper') });
    paint(chart);
    chart.update('none');
  }
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);

  return {
    /** Shows other data: `put(chart)` writes it. */
    fill(put) {
      put(chart);
      show();
    },
  };
}
