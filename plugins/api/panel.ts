import type { Component } from 'solid-js'

/**
 * Where a plugin may draw, and what it is told there. Grows only: a slot is never taken away within one major version
 * of the contract.
 */
export type PanelSlots = {
  /** Beside what is happening now. */
  home: Record<never, never>
  /** On the page of a run. */
  run: { number: number }
  /** On the page of a fill. */
  fill: { number: number }
  /** On the page of an instrument. */
  instrument: { id: string }
  /** An entry of the navigation; `href` of the panel says where it leads. */
  navigation: Record<never, never>
  /** A page of its own under Admin. */
  admin: Record<never, never>
}

export type PanelSlot = keyof PanelSlots

export type Panel<Slot extends PanelSlot = PanelSlot> = {
  /** The id of the plugin. */
  plugin: string
  slot: Slot
  title: string
  /** Give it as `lazy(() => import('./OwnPanel.tsx'))`: it is loaded when a page with its slot is opened. */
  component: Component<PanelSlots[Slot]>
}

/** Declares a panel: `definePanel({ plugin: 'brewer', slot: 'instrument', title: 'Brewer status', component })`. */
export const definePanel = <Slot extends PanelSlot>(panel: Panel<Slot>): Panel<Slot> => panel
