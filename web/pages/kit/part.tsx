import { For, Show, type JSX } from 'solid-js'

/** On which ground a sample stands. Names and ids within it carry it: each sample is on the page twice. */
export type Side = 'light' | 'dark'

export type KitPart = {
  readonly name: string
  /** Where it is, from the top of the repository. */
  readonly file: string
  /** What it is for, and what to keep in mind. */
  readonly what: string
  readonly draw: (side: Side) => JSX.Element
  /** Too large to stand there twice: it follows the page. */
  readonly once?: boolean
}

export const toAnchor = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]+/g, '-')

const sides: readonly Side[] = ['light', 'dark']

/** One part of the kit, on light and on dark ground. */
export const Part = (props: { part: KitPart }) => (
  <section class="kit-part" id={toAnchor(props.part.name)} aria-labelledby={`${toAnchor(props.part.name)}-name`}>
    <header class="kit-part-head">
      <h2 class="kit-part-name" id={`${toAnchor(props.part.name)}-name`}>
        {props.part.name}
      </h2>
      <code>{props.part.file}</code>
      <p class="kit-part-what">{props.part.what}</p>
    </header>
    <Show
      when={!props.part.once}
      fallback={<div class="kit-ground">{props.part.draw('light')}</div>}
    >
      <div class="kit-grounds">
        <For each={sides}>
          {(side) => (
            <div class="kit-ground" data-ground={side}>
              {props.part.draw(side)}
            </div>
          )}
        </For>
      </div>
    </Show>
  </section>
)
