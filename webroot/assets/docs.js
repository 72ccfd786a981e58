const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete'];

/** The contract with each operation's roles in words, which Swagger UI does not show by itself. */
function withRoles(contract) {
  for (const path of Object.values(contract.paths)) {
    for (const method of METHODS.filter((name) => path[name]?.security?.length)) {
      const operation = path[method];
      const roles = (scheme) => operation.security.find((one) => one[scheme])?.[scheme].join(', ') ?? 'none';
      operation.description = `${operation.description ?? ''}\n\nMay be called by people: ${roles('session')}; by keys: ${roles('bearer')}.`;
    }
  }
  return contract;
}

const dark = matchMedia('(prefers-color-scheme: dark)');
const paint = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', paint);
paint();

window.SwaggerUIBundle({
  url: '/openapi.yaml',
  dom_id: '#contract',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
  plugins: [() => ({ statePlugins: { spec: { wrapActions: { updateJsonSpec: (update) => (contract) => update(withRoles(contract)) } } } })],
});
