// Who may know whom. Each rule is a sentence with its reason.
/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'what-is-stored-knows-nobody',
      comment: 'Tables and the database are the ground: they must make sense without the server.',
      severity: 'error', from: { path: '^drizzle/' }, to: { path: '^(server|schema|plugins|web|test)/' },
    },
    {
      name: 'the-domain-knows-no-transport',
      comment: 'The verbs serve GraphQL, commands and jobs alike.',
      severity: 'error', from: { path: '^server/(domain|events)/', pathNot: '\\.test\\.ts$' }, to: { path: '^(schema|plugins|web|test|server/(http|cli|jobs|import|demo|app|main|core|config))' },
    },
    {
      name: 'the-domain-speaks-no-graphql',
      comment: 'Resolvers translate, the domain decides.',
      severity: 'error', from: { path: '^(server/(domain|events|import)|drizzle)/' }, to: { path: 'node_modules/(graphql|graphql-yoga|@pothos)(/|$)' },
    },
    {
      name: 'the-schema-has-no-sql',
      comment: 'What can be asked is answered by the domain.',
      severity: 'error', from: { path: '^schema/' }, to: { path: ['node_modules/(drizzle-orm|postgres)(/|$)', '^server/(http|cli|jobs|import|app|main|core|config)', '^drizzle/(database|migrate|bulk|embedded)'] },
    },
    {
      name: 'the-web-knows-the-schema-only',
      comment: 'Pages are a client like any other: all they know is schema.graphql, and the language in which it is asked.',
      severity: 'error', from: { path: '^web/' }, to: { path: '^(server|drizzle|schema/(?!language/).*\\.ts|test)/?' },
    },
    {
      name: 'the-web-knows-of-plugins-their-panels-only',
      comment: 'Panels come through one list, plugins/panels.ts, and each is fetched when its slot is drawn.',
      severity: 'error', from: { path: '^web/' }, to: { path: '^plugins/', pathNot: '^plugins/(panels\\.ts|api/panel\\.ts|[^/]+/web/)' },
    },
    {
      name: 'the-kit-knows-no-page',
      comment: 'Its parts are for every page and every plugin.',
      severity: 'error', from: { path: '^web/kit/' }, to: { path: '^(plugins|web/(pages|panels|palette|shell))/' },
    },
    {
      name: 'panels-are-made-of-the-kit',
      comment: 'What a plugin draws with grows only: parts, nouns, queries. Pages and the frame are free to change.',
      severity: 'error', from: { path: '^plugins/' }, to: { path: '^web/', pathNot: '^web/(kit|nouns|graphql)/|^web/app\\.ts$' },
    },
    {
      name: 'the-language-knows-nobody',
      comment: 'Pages and server read the same text with it: it must make sense in both.',
      severity: 'error', from: { path: '^schema/language/', pathNot: '\\.test\\.ts$' }, to: { pathNot: '^schema/language/' },
    },
    {
      name: 'nobody-imports-tests',
      comment: 'Tests know the product, not the other way round.',
      severity: 'error', from: { path: '^(server|schema|drizzle|web|plugins)/', pathNot: '\\.test\\.tsx?$' }, to: { path: ['^test/', '\\.test\\.tsx?$'] },
    },
    {
      name: 'plugins-know-no-sibling-and-no-server',
      comment: 'A plugin gets what it needs from its host.',
      severity: 'error', from: { path: '^plugins/([^/]+)/', pathNot: ['^plugins/api/', '\\.test\\.ts$'] }, to: { path: '^(server|schema/(?!language/)|drizzle/(?!tables/)|plugins/(?!$1/|api/))' },
    },
    {
      name: 'the-contract-shows-types-of-the-core',
      comment: 'It runs nothing of the server but what is pure (readers of files): plugins are built in processes that have none.',
      severity: 'error', from: { path: '^plugins/api/' }, to: { path: '^(server/(http|cli|jobs|plugins|app|main|core)|test)' },
    },
    { name: 'no-circles', comment: 'What needs each other is one thing.', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(node_modules|web/dist|data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js'], exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
}
