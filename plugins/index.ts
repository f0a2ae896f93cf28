/** The plugins that are installed, in order: modules, never imported here, as each is loaded by the host alone. */
export const installed: readonly string[] = [
  new URL('./series/index.ts', import.meta.url).href,
  new URL('./brewer/index.ts', import.meta.url).href,
]
