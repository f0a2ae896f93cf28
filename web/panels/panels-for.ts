import type { AnyPanel, Panel, PanelSlot } from '../../plugins/api/panel.ts'
import { panels as installed } from '../../plugins/panels.ts'

/** The panels for a slot: of the installed plugins, unless others are given. */
export const panelsFor = <Name extends PanelSlot>(
  name: Name,
  panels: readonly AnyPanel[] = installed,
): readonly Panel<Name>[] => {
  const isFor = (panel: { slot: PanelSlot }): panel is Panel<Name> => panel.slot === name
  return panels.flatMap((panel) => (isFor(panel) ? [panel] : []))
}
