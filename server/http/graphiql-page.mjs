// Runs in the page of GraphiQL, in the browser: what is written stands in the address, the colours are Logline's.
/* global document, window, location, history, localStorage, matchMedia, addEventListener, MutationObserver */
const base = new URL('./', import.meta.url)

window.MonacoEnvironment = {
  // Gives us `window.monaco`, by which another example gets into the editor without a reload.
  globalAPI: true,
  getWorkerUrl: (_module, label) => new URL(`${label}.js`, base).href,
}

/** #query=…&variables=…: after the hash, where no server and no log reads it. */
const written = () => {
  const given = new URLSearchParams(location.hash.slice(1))
  return { query: given.get('query') ?? undefined, variables: given.get('variables') ?? undefined }
}

const keep = (name, text) => {
  const given = new URLSearchParams(location.hash.slice(1))
  given.set(name, text)
  history.replaceState(history.state, '', `#${given}`)
}

const preferred = () => {
  try {
    return localStorage.getItem('logline.theme')
  } catch {
    return null
  }
}
const systemDark = matchMedia('(prefers-color-scheme: dark)')

const theme = () => {
  const chosen = preferred()
  return chosen === 'light' || chosen === 'dark' ? chosen : systemDark.matches ? 'dark' : 'light'
}

const paint = () => {
  const now = theme()
  document.body.classList.toggle('graphiql-dark', now === 'dark')
  document.body.classList.toggle('graphiql-light', now === 'light')
  document.documentElement.style.colorScheme = now
  window.monaco?.editor.setTheme(now === 'dark' ? 'graphiql-DARK' : 'graphiql-LIGHT')
}

/** Tabs and history of this page only: a browser in the control room belongs to many. */
const createMemory = () => {
  const kept = new Map()
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, String(value)),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    get length() {
      return kept.size
    },
  }
}

const root = document.getElementById('root')
await import('./graphiql.js')
const { query, variables } = written()
window.YogaGraphiQL.renderYogaGraphiQL(root, {
  endpoint: '/graphql',
  title: 'Logline',
  logo: ' ',
  subscriptionsProtocol: 'SSE',
  initialQuery: query ?? '{\n  server {\n    version\n    now\n  }\n}\n',
  ...(variables && { initialVariables: variables }),
  forcedTheme: theme(),
  storage: createMemory(),
  // A token that somebody types in is gone with the page.
  shouldPersistHeaders: false,
  showPersistHeadersSettings: false,
  onEditQuery: (text) => keep('query', text),
  onEditVariables: (text) => keep('variables', text),
})

const modelOf = (name) => window.monaco?.editor.getModels().find(({ uri }) => uri.path.endsWith(name))

addEventListener('hashchange', () => {
  const { query = '', variables = '' } = written()
  const [text, values] = [modelOf('operation.graphql'), modelOf('variables.json')]
  if (!text || !values) return location.reload()
  // A subscription that goes on would run beside the new operation.
  document.querySelector('.graphiql-execute-button[aria-label^="Stop"]')?.click()
  if (text.getValue() !== query) text.setValue(query)
  if (values.getValue() !== variables) values.setValue(variables)
})

systemDark.addEventListener('change', paint)
addEventListener('storage', ({ key }) => key === 'logline.theme' && paint())
// GraphiQL paints itself when it is ready.
new MutationObserver(() => document.body.classList.contains(`graphiql-${theme()}`) || paint()).observe(document.body, {
  attributeFilter: ['class'],
})
paint()
