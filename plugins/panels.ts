import type { AnyPanel } from './api/panel.ts'
import { panels as brewer } from './brewer/web/panels.ts'
import { panels as series } from './series/web/panels.ts'

/** The panels of the installed plugins, in the order in which pages draw them. */
export const panels: readonly AnyPanel[] = [...brewer, ...series]
