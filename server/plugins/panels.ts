import { contained, type Containment } from './contain.ts'

type Declared = { slot?: unknown; title?: unknown; plugin?: unknown }

const isPanel = (value: unknown): value is { slot: string; title: string } => {
  const { slot, title } = (typeof value === 'object' && value !== null ? value : {}) as Declared
  return typeof slot === 'string' && typeof title === 'string'
}

/** In a package that was published, Node needs the JavaScript that lies beside the source that pages are built from. */
const runnable = ({ href }: URL): string => (href.includes('/node_modules/') ? href.replace(/\.ts$/, '.js') : href)

/**
 * Where a plugin draws on the pages, for those who manage plugins: its module declares panels, one by one or as a list.
 * What they draw is loaded by browsers only.
 */
export const readPanels = async (id: string, module: URL, seconds: number, containment: Containment = {}): Promise<readonly { slot: string; title: string }[]> => {
  const exported: Record<string, unknown> = await contained(id, 'PARTS', seconds, () => import(runnable(module)), containment)
  const panels = new Set(Object.values(exported).flat().filter(isPanel))
  return Array.from(panels, ({ slot, title }) => ({ slot, title }))
}
